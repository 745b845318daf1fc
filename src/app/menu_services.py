"""Puts adapters behind the ports of menus, once; the registry of services is made of this one too."""

from msgspec import Struct

from adapters.postgres.accounts.throttles import PgThrottles
from adapters.postgres.menus.company import PgCompanyReader
from adapters.postgres.menus.family import PgFamilyReader
from adapters.postgres.menus.follows import PgFollowReader, PgFollows
from adapters.postgres.menus.mutes import PgMutes
from adapters.postgres.menus.news import PgNewsReader
from adapters.postgres.menus.office import PgMenuOffices
from adapters.postgres.menus.proposals import PgProposalReader
from adapters.postgres.menus.reader import PgCuratorReader, PgPublicReader, PgSharedDrafts
from adapters.postgres.menus.reports import PgReportBox, PgReportReader
from adapters.postgres.menus.repository import PgWorkspace
from adapters.postgres.menus.revisions import PgHistoryReader
from adapters.postgres.transactions import PgTransactions
from adapters.security import tokens
from adapters.text.slugs import make_slug
from app.retrying import retried
from domain.kernel import Clock, NewId
from domain.menus.answering import Answering
from domain.menus.follows import Following, FollowReader
from domain.menus.forking import Forking
from domain.menus.history import Comparing
from domain.menus.importing import CatalogueOfWorks, ImportingMenus
from domain.menus.muting import Muting
from domain.menus.office import ReportOffice, ReportReader
from domain.menus.proposing import Proposing
from domain.menus.publishing import Publishing, Sharing
from domain.menus.pulling import Pulling
from domain.menus.readers import (
    CompanyReader,
    CuratorReader,
    FamilyReader,
    HistoryReader,
    NewsReader,
    ProposalReader,
    PublicReader,
)
from domain.menus.reporting import Reporting
from domain.menus.reviewing import Reviewing
from domain.menus.service import Curating
from domain.menus.sharing import Secret


class MenuServices(Struct, frozen=True, kw_only=True):
    """The use cases and readers of menus."""

    answering: Answering
    company_reader: CompanyReader
    comparing: Comparing
    curating: Curating
    curator_reader: CuratorReader
    family_reader: FamilyReader
    follow_reader: FollowReader
    following: Following
    forking: Forking
    history_reader: HistoryReader
    importing_menus: ImportingMenus
    muting: Muting
    news_reader: NewsReader
    proposal_reader: ProposalReader
    proposing: Proposing
    public_reader: PublicReader
    publishing: Publishing
    pulling: Pulling
    report_office: ReportOffice
    report_reader: ReportReader
    reporting: Reporting
    reviewing: Reviewing
    sharing: Sharing


def new_secret() -> Secret:
    token = tokens.new_token("mms_")
    return Secret(token, tokens.digest(token))


def make_menu_services(
    transactions: PgTransactions,
    as_admin: PgTransactions,
    works: CatalogueOfWorks,
    clock: Clock,
    new_id: NewId,
) -> MenuServices:
    """All of them on one pool, and what only administrators may do on another.

    `works` finds works to serve, and makes own items.
    """
    throttles = PgThrottles(transactions)
    as_curator = transactions.working_with(PgWorkspace)
    curator_reader, history_reader = PgCuratorReader(transactions), PgHistoryReader(transactions)
    public_reader, family_reader = PgPublicReader(transactions), PgFamilyReader(transactions)
    proposal_reader = PgProposalReader(transactions)
    shared_drafts = PgSharedDrafts(transactions)
    return MenuServices(
        answering=retried(
            Answering(
                begin=as_curator,
                curator_reader=curator_reader,
                history_reader=history_reader,
                proposal_reader=proposal_reader,
                clock=clock,
                new_id=new_id,
            )
        ),
        company_reader=PgCompanyReader(transactions),
        comparing=Comparing(curator_reader, history_reader, public_reader),
        curating=retried(Curating(as_curator, clock, new_id, make_slug)),
        curator_reader=curator_reader,
        family_reader=family_reader,
        follow_reader=PgFollowReader(transactions),
        following=retried(Following(transactions.working_with(PgFollows), clock, new_id)),
        forking=retried(Forking(as_curator, public_reader, throttles, clock, new_id, make_slug)),
        history_reader=history_reader,
        importing_menus=retried(ImportingMenus(as_curator, works, throttles, clock, new_id, make_slug)),
        muting=retried(Muting(transactions.working_with(PgMutes), clock, new_id)),
        news_reader=PgNewsReader(transactions),
        proposal_reader=proposal_reader,
        proposing=retried(
            Proposing(
                begin=as_curator,
                family_reader=family_reader,
                curator_reader=curator_reader,
                public_reader=public_reader,
                history_reader=history_reader,
                proposal_reader=proposal_reader,
                attempts=throttles,
                clock=clock,
                new_id=new_id,
            )
        ),
        public_reader=public_reader,
        publishing=retried(Publishing(as_curator, clock)),
        pulling=retried(
            Pulling(
                begin=as_curator,
                family_reader=family_reader,
                curator_reader=curator_reader,
                public_reader=public_reader,
                history_reader=history_reader,
                clock=clock,
                new_id=new_id,
            )
        ),
        report_office=retried(ReportOffice(PgMenuOffices(as_admin).begin, clock, new_id)),
        report_reader=PgReportReader(as_admin),
        reporting=retried(Reporting(PgReportBox(transactions), throttles, clock, new_id)),
        reviewing=retried(Reviewing(as_curator, shared_drafts, throttles, clock, new_id)),
        sharing=retried(Sharing(as_curator, shared_drafts, clock, new_id, new_secret)),
    )
