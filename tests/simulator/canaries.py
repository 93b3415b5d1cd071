"""Secrets of the demo home: unmistakable strings that must never leak."""

from typing import Final

PASSWORD: Final = "canary-password-Zx7#qL2v"
EMAIL: Final = "canary.demo.k3v9@example.com"
PHONE: Final = "+6590007319"
NICKNAME: Final = "CanaryNickname-h5"
APP_SECRET: Final = "CanaryAppSecretP4ssw0rdKind00001"
OAUTH_APP_SECRET: Final = "CanaryAppSecretOauthKind00000002"
PHONE_APP_SECRET: Final = "CanaryAppSecretPhoneKind00000003"
NEIGHBOUR_PASSWORD: Final = "canary-neighbour-password-8kT"
NEIGHBOUR_EMAIL: Final = "canary.neighbour.w6@example.com"
NEIGHBOUR_PHONE: Final = "+6590004486"
NEIGHBOUR_NICKNAME: Final = "CanaryNeighbourNickname-r2"
EUROPEAN_PASSWORD: Final = "canary-european-password-3Fw"
EUROPEAN_EMAIL: Final = "canary.european.y1@example.com"
CHINESE_PASSWORD: Final = "canary-chinese-password-6Rm"
CHINESE_PHONE: Final = "+8613900005127"
WIFI_SSID: Final = "canary-wifi-ssid-9Tq"
WIFI_PASSWORD: Final = "canary-wifi-pass-2Bd"
BSSID: Final = "02:ca:4a:55:1d:b5"
LOCAL_IP: Final = "192.0.2.173"
CODE_PREFIX: Final = "canary-code-"
ACCESS_TOKEN_PREFIX: Final = "canary-at-"
REFRESH_TOKEN_PREFIX: Final = "canary-rt-"
DEVICE_KEY_PREFIX: Final = "canary-devicekey-"
CHIP_ID_PREFIX: Final = "canarychip"
MAC_PREFIX: Final = "02:CA:4A"

CANARIES: Final[dict[str, tuple[str, ...]]] = {
    "password": (PASSWORD, NEIGHBOUR_PASSWORD, EUROPEAN_PASSWORD, CHINESE_PASSWORD),
    "email": (EMAIL, NEIGHBOUR_EMAIL, EUROPEAN_EMAIL),
    "phone": (PHONE, NEIGHBOUR_PHONE, CHINESE_PHONE),
    "nickname": (NICKNAME, NEIGHBOUR_NICKNAME),
    "app_secret": (APP_SECRET, OAUTH_APP_SECRET, PHONE_APP_SECRET),
    "ssid": (WIFI_SSID,),
    "wifi_password": (WIFI_PASSWORD,),
    "bssid": (BSSID,),
    "ip": (LOCAL_IP,),
}
