"""Runs the simulated cloud and a real Home Assistant until Ctrl-C."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
import json
from pathlib import Path
import shutil
import signal
from socket import gethostbyname
import sys
import time

from .account_flow import country_of, ensure_account, entries
from .child import ROOT, Child, ChildError, free_port, is_free
from .config_dir import Address, prepare
from .home_assistant import RESTART, HomeAssistant
from .local_devices import LocalDevices, type_addresses
from .overview import arrange
from .simulator import Simulator

STATE = ROOT / ".develop"
LOOPBACK = "127.0.0.1"


def address_of(host: str) -> str:
    """Return the address of a host."""
    try:
        return gethostbyname(host)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{host}: {error.strerror}") from error


def parse_arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/develop",
        description="Runs a simulated eWeLink cloud and a real Home Assistant.",
    )
    parser.add_argument(
        "--blank", action="store_true", help="leave adding the account to me"
    )
    parser.add_argument(
        "--own", action="store_true", help="no simulator: use my own eWeLink account"
    )
    parser.add_argument("--reset", action="store_true", help="forget earlier runs")
    parser.add_argument(
        "--host",
        default=LOOPBACK,
        type=address_of,
        help="where Home Assistant listens (%(default)s)",
    )
    parser.add_argument("--port", type=int, default=8123, help="(%(default)s)")
    return parser.parse_args()


def say(text: str = "") -> None:
    """Tell the user."""
    print(text, flush=True)


def start_simulator(folder: Path) -> Simulator:
    """Start the simulator, on the port it had before if that is free."""
    kept = folder / "simulator.json"
    port = json.loads(kept.read_text())["port"] if kept.exists() else free_port()
    if not is_free(LOOPBACK, port):
        port = free_port()
    kept.write_text(json.dumps({"port": port}))
    say("Starting the simulated cloud ...")
    return Simulator(port, folder / "simulator.log")


def start_devices(folder: Path, simulator: Simulator) -> LocalDevices:
    """Let the devices of the simulator be in this machine's network."""
    return LocalDevices(simulator.account.base_url, folder / "local_devices.log")


def start_home_assistant(
    folder: Path, address: Address, cloud_url: str | None
) -> HomeAssistant:
    """Start Home Assistant."""
    prepare(folder, address, cloud_url)
    say("Starting Home Assistant ...")
    return HomeAssistant(folder, address)


def where_to_click(address: Address, simulator: Simulator | None) -> str:
    """Return what to do in the browser."""
    url = address.url.replace(LOOPBACK, "localhost")
    lines = ["", f"  Home Assistant   {url}   sign in as demo / demo"]
    if simulator is not None:
        lines += [
            f"  Simulated home   {simulator.account.base_url}/",
            "                   press a device's button there: the dashboard follows;",
            "                   switch one on the dashboard: the device follows;",
            "                   tokens, the quota and devices can be let fail there,",
            "                   the internet and the local network can be drawn",
            f"  New device       {in_pairing_mode(simulator)}",
        ]
    return "\n".join(lines)


def in_pairing_mode(simulator: Simulator) -> str:
    """Return where the new device waits, and what Wi-Fi to give it."""
    wifi = simulator.get("/sim/state")["wifi"]
    return (
        f"waits in pairing mode at {simulator.account.pairing_address};"
        f" its home's Wi-Fi is {wifi['ssid']} / {wifi['password']}"
    )


def how_to_add(simulator: Simulator | None) -> str:
    """Return how to add the account by hand."""
    lines = [
        "",
        "  Add the account: Settings > Devices & services > Add integration > eWeLink,",
    ]
    if simulator is None:
        return "\n".join([*lines, "  and sign in with your own."])
    account = simulator.account
    return "\n".join(
        [
            *lines,
            "  sign in with the password, and type:",
            f"    E-mail or phone   {account.username}",
            f"    Password          {account.password}",
            f"    Country           {country_of(account)}",
            f"    APPID             {account.app_id}",
            f"    App secret        {account.app_secret}",
        ]
    )


def tell_places(home: HomeAssistant, devices: LocalDevices) -> None:
    """Let Home Assistant know where the devices are; it does not hear them here."""
    for entry in entries(home):
        if entry["state"] == "loaded":
            taken = type_addresses(home, entry["entry_id"], devices.places())
            say(f"{len(taken)} devices are in the local network.")


def watch(home: HomeAssistant, *others: Child) -> None:
    """Stay until something ends; Home Assistant's own restart is followed."""
    while True:
        time.sleep(0.5)
        for other in others:
            other.check()
        if home.child.exit_code == RESTART:
            say("Home Assistant restarts ...")
            home.restart()
        home.child.check()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C and an end from outside be an ordinary end, and let it finish."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(*_: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        say("\nEnding ...")
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)
    with suppress(KeyboardInterrupt):
        yield


def run(arguments: argparse.Namespace) -> None:
    """Start everything, tell where it is, and stay."""
    started = time.monotonic()
    address = Address(host=arguments.host, port=arguments.port)
    if not is_free(address.host, address.port):
        raise ChildError(
            f"{address.host}:{address.port} is taken; end what listens there"
            " or choose another --port"
        )
    folder = STATE / ("own" if arguments.own else "demo")
    if arguments.reset:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with ended_by_signals(), ExitStack() as stack:
        simulator = devices = None
        if not arguments.own:
            simulator = start_simulator(folder)
            stack.callback(simulator.stop)
            devices = start_devices(folder, simulator)
            stack.callback(devices.stop)
        cloud_url = simulator.account.base_url if simulator else None
        home = start_home_assistant(folder / "config", address, cloud_url)
        stack.callback(home.stop)
        home.wait_until_up()
        home.sign_in()
        home.wait_until_running()
        by_hand = arguments.blank or simulator is None
        asking: list[str] = []
        if simulator is not None and not by_hand:
            asking = ensure_account(home, simulator.account)
            arrange(home)
        if devices is not None:
            tell_places(home, devices)
        say(f"Ready after {time.monotonic() - started:.0f} s.")
        say(where_to_click(address, simulator))
        if by_hand:
            say(how_to_add(simulator))
        for title in asking:
            say(f"\n  Sign in again    {title}, in Settings > Devices & services")
        say("\n  Ctrl-C ends it. Logs and state are in .develop; --reset forgets them.")
        watch(home, *(it.child for it in (simulator, devices) if it is not None))


def main() -> None:
    """Run until the end, in one line if it is an unhappy one."""
    try:
        run(parse_arguments())
    except ChildError as error:
        sys.exit(f"scripts/develop: {error}")


if __name__ == "__main__":
    main()
