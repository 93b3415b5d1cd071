"""What is said to Assist, and what it answers."""

from homeassistant.components import conversation
from homeassistant.components.conversation import ConversationResult
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.intent import IntentResponseType
from homeassistant.setup import async_setup_component

from .home import Home


async def set_up_assist(home: Home, language: str = "en") -> None:
    """Set up the home with Assist, which sees what it sees by default."""
    home.hass.config.language = language
    for component in ("homeassistant", "intent", "conversation"):
        assert await async_setup_component(home.hass, component, {})
    await home.set_up()


async def ask(
    hass: HomeAssistant, text: str, language: str = "en"
) -> ConversationResult:
    """Say something to Assist."""
    result = await conversation.async_converse(
        hass, text, None, Context(), language=language
    )
    await hass.async_block_till_done()
    return result


async def answer(hass: HomeAssistant, text: str, language: str = "en") -> str:
    """Say something that Assist understands, and return what it answers."""
    response = (await ask(hass, text, language)).response
    assert response.response_type is not IntentResponseType.ERROR, response.speech
    speech: str = response.speech["plain"]["speech"]
    return speech
