"""API keys: made with a name, scopes and an end; shown once; ended at any time."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from domain.accounts.model import tidy
from domain.accounts.ports import Accounts, Tokens
from domain.accounts.proofs import API_KEY_LIMIT, ApiKey
from domain.accounts.refusals import ScopeNotAllowed, TooManyApiKeys
from domain.accounts.views import ApiKeyLine, IssuedApiKey
from domain.kernel import Actor, Begin, NewId, Scope

KEY_PREFIX = "mm_"
HINT_LENGTH = len(KEY_PREFIX) + 4


class ApiKeyService:
    def __init__(self, *, begin: Begin[Accounts], tokens: Tokens, new_id: NewId) -> None:
        self._begin = begin
        self._tokens = tokens
        self._new_id = new_id

    async def issue(
        self, actor: Actor, name: str, scopes: Collection[Scope], expires_at: datetime, now: datetime
    ) -> IssuedApiKey:
        """Raises Invalid, ScopeNotAllowed, TooManyApiKeys."""
        secret = self._tokens.new_token(KEY_PREFIX)
        key = ApiKey(
            id=self._new_id(),
            user_id=actor.user_id,
            name=tidy(name),
            scopes=frozenset(scopes),
            hint=secret[:HINT_LENGTH],
            created_at=now,
            expires_at=expires_at,
        )
        async with self._begin(actor) as accounts:
            # Keys of one person are counted one after another: the limit holds in a crowd too.
            await accounts.people.lock(actor.user_id)
            if "ingest" in key.scopes and not (await accounts.people.me(actor.user_id)).may_ingest:
                raise ScopeNotAllowed
            if len(await accounts.api_keys.live(actor.user_id, now)) >= API_KEY_LIMIT:
                raise TooManyApiKeys(API_KEY_LIMIT)
            await accounts.api_keys.add(key, self._tokens.digest(secret))
        return issued(key, secret)

    async def live(self, actor: Actor, now: datetime) -> tuple[ApiKeyLine, ...]:
        async with self._begin(actor) as accounts:
            return await accounts.api_keys.live(actor.user_id, now)

    async def revoke(self, actor: Actor, key_id: UUID, now: datetime) -> None:
        """Raises ApiKeyNotFound."""
        async with self._begin(actor) as accounts:
            await accounts.api_keys.revoke(actor.user_id, key_id, now)


def issued(key: ApiKey, secret: str) -> IssuedApiKey:
    return IssuedApiKey(
        id=key.id,
        name=key.name,
        scopes=tuple(sorted(key.scopes)),
        hint=key.hint,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=None,
        key=secret,
    )
