"""Tests of sessions that reloads, stops and closed dialogs must not lose."""

import asyncio
import random
from typing import Any

import pytest

from custom_components.ewelink import account_tokens
from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.helpers import issue_registry as ir

from ..flow import submit
from ..home import Home, until
from ..page import Browser, signed_in
from ..simulator.accounts import EUROPEAN, PHONE_APP_ID
from ..simulator.canaries import PHONE_APP_SECRET

REFRESH = "POST /v2/user/refresh"
FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"
RENEWAL_SECONDS = 1


def flows(home: Home) -> list[Any]:
    """Return the dialogs that are open."""
    return list(home.hass.config_entries.flow.async_progress_by_handler(DOMAIN))


def tokens(home: Home) -> Tokens:
    """Return the pair that the entry holds."""
    return Tokens.from_dict(home.entry.data["tokens"])


def stored(home: Home, hass_storage: dict[str, Any]) -> Tokens | None:
    """Return the pair in the private store."""
    found = hass_storage.get(f"ewelink.tokens.{home.entry.entry_id}")
    return None if found is None else Tokens.from_dict(found["data"])


async def test_reloads_around_a_renewal(home: Home) -> None:
    """However often an entry is reloaded, its pair is renewed once and is not lost."""
    await home.set_up()
    before = tokens(home)
    home.simulator.delay(RENEWAL_SECONDS, REFRESH)
    home.simulator.expire_access_tokens()
    chance = random.Random(50)  # noqa: S311 - which moments does not matter
    reading = asyncio.ensure_future(home.coordinator.async_refresh())
    reloads = []
    for _ in range(50):
        await asyncio.sleep(chance.random() * RENEWAL_SECONDS / 25)
        # Not awaited to its end: a reload may be reloaded, too.
        reload = asyncio.ensure_future(
            home.hass.config_entries.async_reload(home.entry.entry_id)
        )
        reloads.append(reload)
        await asyncio.wait([reload], timeout=chance.random() / 25)
    await asyncio.wait([reading, *reloads])
    await until(lambda: home.entry.state is ConfigEntryState.LOADED, patience=30)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert home.called(REFRESH) == 1
    assert flows(home) == []
    assert tokens(home).is_newer_than(before)
    [pair] = home.simulator.cloud.tokens.live()
    assert tokens(home).access == pair.access
    await home.hass.config_entries.async_unload(home.entry.entry_id)


async def test_unload_during_a_renewal(
    home: Home, hass_storage: dict[str, Any]
) -> None:
    """The answer to an unloaded client reaches the store and the entry."""
    await home.set_up()
    home.simulator.delay(0.3, REFRESH)
    home.simulator.expire_access_tokens()
    reading = asyncio.ensure_future(home.coordinator.async_refresh())
    await until(lambda: home.called(REFRESH))
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    before = tokens(home)
    await until(lambda: tokens(home).is_newer_than(before))
    assert stored(home, hass_storage) == tokens(home)
    await reading
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    assert home.entry.state is ConfigEntryState.LOADED
    await until(lambda: home.coordinator.link.is_connected)
    assert home.called(REFRESH) == 1


async def test_stop_during_a_renewal(home: Home, hass_storage: dict[str, Any]) -> None:
    """Home Assistant waits for the pair, and the next start goes on with it."""
    await home.set_up()
    home.simulator.delay(0.5, REFRESH)
    home.simulator.expire_access_tokens()
    reading = asyncio.ensure_future(home.coordinator.async_refresh())
    await until(lambda: home.called(REFRESH))
    entry_id = home.entry.entry_id
    await home.hass.async_stop(force=True)
    await asyncio.wait([reading])
    [pair] = home.simulator.cloud.tokens.live()
    written = hass_storage[f"ewelink.tokens.{entry_id}"]["data"]
    assert written["access"] == pair.access
    assert tokens(home).access == pair.access


async def test_stop_does_not_wait_for_ever(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cloud that does not answer keeps Home Assistant for some seconds only."""
    monkeypatch.setattr(account_tokens, "STOP_SECONDS", 0.1)
    await home.set_up()
    home.simulator.delay(2, REFRESH)
    home.simulator.expire_access_tokens()
    reading = asyncio.ensure_future(home.coordinator.async_refresh())
    await until(lambda: home.called(REFRESH))
    home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert not reading.done()
    await reading


@pytest.mark.parametrize("newer", ["store", "entry"])
async def test_newer_pair_counts(
    home: Home, hass_storage: dict[str, Any], newer: str
) -> None:
    """A crash between store and entry loses nothing; nor does one the other way."""
    held = tokens(home)
    dead = Tokens.issue("dead", "dead")
    key = f"ewelink.tokens.{home.entry.entry_id}"
    first, second = (dead, held) if newer == "store" else (held, dead)
    data = {**home.entry.data, "tokens": first.to_dict()}
    kept = {"version": 1, "minor_version": 1, "key": key}
    if newer == "store":
        hass_storage[key] = {**kept, "data": held.following(dead).to_dict()}
    else:
        data["tokens"] = held.following(dead).to_dict()
        hass_storage[key] = {**kept, "data": second.to_dict()}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.set_up()
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.called(REFRESH) == 0


async def test_store_that_cannot_be_read(
    home: Home, hass_storage: dict[str, Any]
) -> None:
    """What the entry holds counts then."""
    key = f"ewelink.tokens.{home.entry.entry_id}"
    hass_storage[key] = {"version": 1, "key": key, "data": {"access": 5}}
    await home.set_up()
    assert home.entry.state is ConfigEntryState.LOADED


async def test_store_goes_with_the_entry(
    home: Home, hass_storage: dict[str, Any]
) -> None:
    """Nothing of an account that was removed is left on the disk."""
    await home.set_up()
    home.simulator.expire_access_tokens()
    await home.coordinator.async_refresh()
    assert stored(home, hass_storage) == tokens(home)
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await until(lambda: stored(home, hass_storage) is None)
    await home.hass.async_block_till_done(wait_background_tasks=True)
    assert home.simulator.cloud.tokens.live() == []


async def test_forbidden_calls(home: Home) -> None:
    """Two calls that are not permitted do not stop the account."""
    await home.set_up()
    services = home.coordinator.link.cloud_services
    assert services is not None
    for path in ("/v2/device/group", "/v2/device/history"):
        home.simulator.fail_next(f"GET {path}", times=None, error=406)
        for _ in range(2):
            with pytest.raises(Exception, match="does not permit"):
                await services.call("GET", path)
    assert [it for _, it in ir.async_get(home.hass).issues] == []
    await home.coordinator.async_refresh()
    assert home.coordinator.last_update_success
    assert flows(home) == []


async def test_reauth_beside_another_dialog(home: Home) -> None:
    """A dialog that was left open does not keep the account from being mended."""
    await home.set_up()
    flow = home.hass.config_entries.flow
    await flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": home.entry.entry_id},
    )
    home.simulator.sign_in()
    await until(lambda: len(flows(home)) == 2)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    [reauth] = [it for it in flows(home) if it["context"]["source"] == "reauth"]
    [repair] = ir.async_get(home.hass).issues.values()
    assert repair.data == {"flow_id": reauth["flow_id"]}

    account = home.simulator.account
    typed = {"username": account.username, "password": account.password}
    result = await flow.async_configure(reauth["flow_id"], typed)
    assert result["reason"] == "reauth_successful"
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert flows(home) == []
    assert dict(ir.async_get(home.hass).issues) == {}


async def test_refusal_of_tokens_that_are_gone(home: Home) -> None:
    """Nobody is asked to sign in for a session that another has replaced."""
    await home.set_up()
    pair = home.simulator.sign_in()
    old = home.coordinator
    new = Tokens.issue(pair.access, pair.refresh).following(tokens(home))
    data = {**home.entry.data, "tokens": new.to_dict()}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    home.simulator.drop_sockets()
    await until(lambda: old.standing.is_sign_in_refused)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert flows(home) == []


async def test_list_refused_for_tokens_that_are_gone(home: Home) -> None:
    """So it is where a list meets the refusal, which Home Assistant would ask for."""
    await home.set_up()
    pair = home.simulator.sign_in()
    home.simulator.kill_tokens()
    new = Tokens.issue(pair.access, pair.refresh).following(tokens(home))
    data = {**home.entry.data, "tokens": new.to_dict()}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.coordinator.async_refresh()
    assert not home.coordinator.last_update_success
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert flows(home) == []


async def test_success_connects_again(home: Home) -> None:
    """A link that gave up goes on when the list can be read."""
    await home.set_up()
    home.simulator.kill_tokens()
    home.simulator.drop_sockets()
    await until(lambda: home.coordinator.standing.is_sign_in_refused)
    assert not home.coordinator.link.is_connected
    pair = home.simulator.sign_in()
    keeper = home.hass.data[DATA_SHARED].account_tokens.async_find(home.entry)
    assert keeper is not None
    keeper.adopt(Tokens.issue(pair.access, pair.refresh).following(keeper.tokens))
    await home.coordinator.async_refresh()
    await until(lambda: home.coordinator.link.is_connected)
    assert not home.coordinator.standing.is_sign_in_refused
    await home.becomes(LAMP, home.sim(LAMP).params["switch"])


@pytest.mark.usefixtures("quick")
class TestClosedDialog:
    """What a sign-in on the page comes to when nobody waits for it."""

    async def _deliver_and_close(self, browser: Browser, result: Any) -> None:
        url = await browser.open(result)
        location = await browser.decide(url)
        await browser.deliver(location)
        flow = browser.hass.config_entries.flow
        for progress in flow.async_progress_by_handler(DOMAIN):
            flow.async_abort(progress["flow_id"])

    async def test_reauth(self, browser: Browser) -> None:
        """The entry goes on with the new session."""
        entry = await signed_in(browser)
        browser.simulator.kill_tokens()
        browser.simulator.drop_sockets()
        flow = browser.hass.config_entries.flow
        await until(lambda: flow.async_progress_by_handler(DOMAIN))
        [progress] = flow.async_progress_by_handler(DOMAIN)
        result = await flow.async_configure(progress["flow_id"])
        before = entry.data["tokens"]
        await self._deliver_and_close(browser, result)
        await until(lambda: entry.data["tokens"] != before)
        await until(lambda: entry.state is ConfigEntryState.LOADED)
        await until(lambda: browser.simulator.sessions == 1)
        assert flow.async_progress_by_handler(DOMAIN) == []

    async def test_reconfigure_with_the_budget_spent(
        self, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No `userOnline` is waited for: the account is known by its home."""
        entry = await signed_in(browser)
        budget = browser.hass.data[DATA_SHARED].limiter.online
        monkeypatch.setattr(budget, "delay_for", lambda _: 3600.0)
        flow = browser.hass.config_entries.flow
        result = await flow.async_init(
            DOMAIN,
            context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        )
        result = await submit(browser.hass, result, {"next_step_id": "oauth"})
        result = await browser.sign_in(result)
        assert result["reason"] == "reconfigure_successful"
        [pair] = browser.simulator.cloud.tokens.live()
        assert entry.data["tokens"]["access"] == pair.access

    async def test_account_that_is_found_later(self, browser: Browser) -> None:
        """A session that the page gave is not lost when the homes cannot be read."""
        entry = await signed_in(browser)
        entry.async_start_reauth(browser.hass)
        await browser.hass.async_block_till_done(wait_background_tasks=False)
        flow = browser.hass.config_entries.flow
        [progress] = flow.async_progress_by_handler(DOMAIN)
        result = await flow.async_configure(progress["flow_id"])
        browser.simulator.fail_next(FAMILY, status=500, times=None)
        result = await browser.sign_in(result)
        assert result["errors"] == {"base": "cannot_connect"}

        browser.simulator.clear_faults()
        result = await submit(browser.hass, result, {})
        assert result["reason"] == "reauth_successful"
        [pair] = browser.simulator.cloud.tokens.live()
        assert entry.data["tokens"]["access"] == pair.access

    async def test_another_app_during_a_renewal(self, browser: Browser) -> None:
        """The older APPID's late pair reaches neither the entry nor its store."""
        entry = await signed_in(browser)
        browser.simulator.clear_counters()
        browser.simulator.delay(0.5, REFRESH)
        browser.simulator.expire_access_tokens()
        reading = asyncio.ensure_future(entry.runtime_data.async_refresh())
        await until(lambda: REFRESH in [it.interface for it in browser.simulator.calls])
        flow = browser.hass.config_entries.flow
        result = await flow.async_init(
            DOMAIN,
            context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        )
        result = await submit(browser.hass, result, {"next_step_id": "app"})
        typed = {"app_id": PHONE_APP_ID, "app_secret": PHONE_APP_SECRET}
        result = await browser.sign_in(await submit(browser.hass, result, typed))
        assert result["reason"] == "reconfigure_successful"
        held = entry.data["tokens"]["access"]
        await reading
        await browser.hass.async_block_till_done(wait_background_tasks=False)
        assert entry.data["tokens"]["access"] == held

    async def test_another_account(self, browser: Browser) -> None:
        """The session of somebody else reaches no entry."""
        entry = await signed_in(browser)
        data = entry.data
        flow = browser.hass.config_entries.flow
        entry.async_start_reauth(browser.hass)
        await browser.hass.async_block_till_done(wait_background_tasks=False)
        [progress] = flow.async_progress_by_handler(DOMAIN)
        result = await flow.async_configure(progress["flow_id"])
        url = await browser.open(result)
        account = browser.simulator.world.account(EUROPEAN)
        await browser.deliver(await browser.decide(url, account=account))
        flow.async_abort(progress["flow_id"])
        await browser.hass.async_block_till_done(wait_background_tasks=False)
        assert entry.data is data
