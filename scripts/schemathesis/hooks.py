"""Signs Schemathesis in: as a persona of the stand-in for Clerk, anew all the time."""

import os

import requests
import schemathesis

STAND_IN = os.environ["STAND_IN"]
SITE = os.environ["SITE"]
EMAIL = os.environ.get("PERSONA", "ada+clerk_test@example.com")
PASSWORD = "twelve-quiet-otters"
TOKENS_LAST_SECONDS = 60


def sign_in() -> str:
    """The id of a new session, made as a native application would make it."""
    frontend = f"{SITE}/__clerk/v1"
    answer = requests.post(
        f"{frontend}/client/sign_ins",
        headers={"origin": SITE},
        data={"strategy": "password", "identifier": EMAIL, "password": PASSWORD},
        timeout=10,
    )
    answer.raise_for_status()
    return answer.json()["response"]["created_session_id"]


def token() -> str:
    """A token of a new session: its password was just typed, which is proof enough for any act, and
    no session that was ended on the way is missed."""
    answer = requests.post(
        f"{STAND_IN}/control/sessions/{sign_in()}/tokens", json={}, timeout=10
    )
    answer.raise_for_status()
    return answer.json()["jwt"]


@schemathesis.auth(refresh_interval=TOKENS_LAST_SECONDS // 3)
class SessionToken:
    """A token that is good for a minute, asked for three times as often."""

    def __init__(self) -> None:
        self.last = None

    def get(self, case, context) -> str:
        try:
            self.last = token()
        except requests.HTTPError:
            # Whoever has deleted their account signs in no more: they ask with what they have.
            if self.last is None:
                raise
        return self.last

    def set(self, case, data, context) -> None:
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"
