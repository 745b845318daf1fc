"""Why accounts say no; every code here is part of the interface."""

from domain.kernel import Busy, Conflict, DomainError, Forbidden, Invalid, NotFound, Problem


class WrongCredentials(DomainError):
    """Nobody has that login, or it goes with another password; which of the two is not told."""

    code = "wrong-credentials"

    def __init__(self) -> None:
        super().__init__("The login or the password is wrong.")


class WrongPassword(Forbidden):
    """The present password, asked for once more before a change, is wrong."""

    code = "wrong-password"

    def __init__(self) -> None:
        super().__init__(
            "The current password is wrong.", Problem("/current", self.code, "This is not your password.")
        )


class AccountBanned(Forbidden):
    """The right password, for an account that an administrator has closed."""

    code = "account-banned"

    def __init__(self) -> None:
        super().__init__("This account has been closed by an administrator.")


class RegistrationClosed(Forbidden):
    """This installation takes no new accounts from the outside."""

    code = "registration-closed"

    def __init__(self) -> None:
        super().__init__("This installation takes no new accounts. Ask its operator for one.")


class InvitationRequired(Forbidden):
    """This installation takes new accounts by invitation, and none was sent."""

    code = "invitation-required"

    def __init__(self) -> None:
        super().__init__(
            "An account takes an invitation here. Ask the operator for one.",
            Problem("/invitation", self.code, "The code of an invitation has to stand here."),
        )


class InvitationInvalid(Forbidden):
    """The invitation is unknown, used or expired; which of them is not told."""

    code = "invitation-invalid"

    def __init__(self) -> None:
        super().__init__(
            "This invitation is not good for an account, or not any more.",
            Problem("/invitation", self.code, "This invitation is not good for an account, or not any more."),
        )


class TooManyAttempts(Busy):
    """Too many attempts in a short time; `Retry-After` says when the next one may come."""

    code = "too-many-requests"

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__("Too many attempts. Wait a little, then try again.")
        self.retry_after = retry_after


class EmailTaken(Conflict):
    """There is an account with this e-mail address already."""

    code = "email-taken"

    def __init__(self) -> None:
        super().__init__(
            "There is an account with this e-mail address.",
            Problem("/email", self.code, "There is an account with this e-mail address."),
        )


class UsernameTaken(Conflict):
    """Somebody has this username already."""

    code = "username-taken"

    def __init__(self) -> None:
        super().__init__(
            "Somebody has this username.", Problem("/username", self.code, "Somebody has this username.")
        )


class PasswordChangedMeanwhile(Conflict):
    """Somebody signed in as the same person changed the password a moment ago."""

    code = "password-changed-meanwhile"

    def __init__(self) -> None:
        super().__init__("The password was changed a moment ago. Sign in again.")


class TooManyApiKeys(Conflict):
    """As many keys as there may be are live; end one first."""

    code = "too-many-api-keys"

    def __init__(self, limit: int) -> None:
        super().__init__(f"You have {limit} API keys that work, and there may be no more. End one first.")


class ScopeNotAllowed(Forbidden):
    """A scope that an administrator has to grant to the account first."""

    code = "scope-not-allowed"

    def __init__(self) -> None:
        super().__init__(
            "Your account may not push records. An administrator can allow it.",
            Problem("/scopes", self.code, "The scope ingest has to be granted to your account."),
        )


class SessionNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("You have no such session.")


class ApiKeyNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("You have no such API key.")


class AccountNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("There is no such account.")


def refuse(problems: list[Problem]) -> None:
    """Raises Invalid with everything that is wrong at once; does nothing when nothing is."""
    if problems:
        raise Invalid("Something in what was sent is wrong.", *problems)
