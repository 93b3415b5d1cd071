"""Which region a dial code belongs to, and which server its devices dial."""

from typing import Final

_CN: Final = "86"
_AS: Final = (
    "1268 1340 1345 1441 1473 1649 1664 1767 1784 1869 374 382 599 60 62 63 65 66 "
    "670 673 675 687 689 81 82 84 852 853 855 856 880 886 90 91 92 93 94 95 960 961 "
    "962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 98 992 993 994 995 "
    "996 998"
)
_US: Final = (
    "1 1242 1246 1264 1671 1758 1809 1868 1876 299 501 502 503 504 505 506 507 509 "
    "51 52 53 54 55 56 57 58 590 591 592 593 594 595 596 597 598 61 64 676 678 679 "
    "682 685"
)
_EU: Final = (
    "20 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 "
    "235 236 237 238 239 240 241 242 243 244 248 249 250 251 253 254 255 256 257 258 "
    "260 261 262 263 264 265 266 267 268 269 27 297 298 30 31 32 33 34 350 351 352 "
    "353 354 355 356 357 358 359 36 370 371 372 373 375 376 377 378 380 381 383 385 "
    "386 387 389 39 40 41 420 421 423 43 44 45 46 47 48 49 7"
)
REGION_OF: Final[dict[str, str]] = {
    code: region
    for region, codes in (("cn", _CN), ("as", _AS), ("us", _US), ("eu", _EU))
    for code in codes.split()
}


def device_server(region: str) -> str:
    """Return the server that devices of a region's accounts dial."""
    return f"{region}-dispd.coolkit.{'cn' if region == 'cn' else 'cc'}"


def region_of(country_code: str) -> str | None:
    """Return the region of `+49` or `49`."""
    return REGION_OF.get(country_code.strip().removeprefix("+"))
