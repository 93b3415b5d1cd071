"""What two or more modules of the eWeLink integration share."""

from typing import Final

DOMAIN: Final = "ewelink"

APP_ID_URL: Final = "https://dev.ewelink.cc"

CONF_ACCOUNT_KEY: Final = "apikey"
CONF_APP_ID: Final = "app_id"
CONF_APP_SECRET: Final = "app_secret"
CONF_AUTH_IMPLEMENTATION: Final = "auth_implementation"
CONF_CLOUD_URL: Final = "cloud_url"
CONF_LEFT_OUT_HOMES: Final = "left_out_homes"
CONF_LOCAL_CONTROL: Final = "local_control"
CONF_RADIO: Final = "radio"
CONF_STORE_KEY: Final = "store_key"
CONF_TAKE_OVER: Final = "take_over"
CONF_TAKE_OVER_PLAIN: Final = "take_over_plain"
CONF_TOKENS: Final = "tokens"

# The one entry of devices in DIY mode has no account, whose key it would be.
DIY_UNIQUE_ID: Final = "diy"
