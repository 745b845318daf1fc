"""The pages: each room translates a request into a use case, and what came of it into a page."""

from litestar import Router
from litestar.di import Provide

from app.http.catalog import to_the_survivor
from app.http.csrf import CsrfTokenWrong
from app.http.refusals import Unauthenticated
from app.web.controllers.accounts import AccountPages
from app.web.controllers.administration import AdministrationPages
from app.web.controllers.around import RelationPages, TagPages, UniversePages
from app.web.controllers.catalog import CatalogPages
from app.web.controllers.company import CompanyPages
from app.web.controllers.curators import CuratorPages
from app.web.controllers.drawn import AnnotationsController, QrController
from app.web.controllers.duplicates import DuplicatePages, MergePages
from app.web.controllers.editions import EditionPages
from app.web.controllers.editor import CoursePages, EditorPages
from app.web.controllers.elsewhere import ElsewherePages
from app.web.controllers.embedding import OEmbed
from app.web.controllers.following import FollowingPages, FollowPages
from app.web.controllers.forks import ForkPages
from app.web.controllers.history import HistoryPages
from app.web.controllers.home import HomePages
from app.web.controllers.importing import MenuImportPages
from app.web.controllers.jobs import JobPages
from app.web.controllers.lineage import LineagePages
from app.web.controllers.menus import MenuPages
from app.web.controllers.mine import MinePages
from app.web.controllers.news import NewsFeeds
from app.web.controllers.notes import NotesPages
from app.web.controllers.pasting import PastingPages
from app.web.controllers.pins import PinPages
from app.web.controllers.proposals import ProposalPages
from app.web.controllers.publishing import PublishingPages
from app.web.controllers.reporting import ReportPages
from app.web.controllers.reports import CasePages
from app.web.controllers.robots import RobotPages
from app.web.controllers.runs import RunPages
from app.web.controllers.serving import ItemPages, PairingPages
from app.web.controllers.settings import SettingsPages
from app.web.controllers.sharing import SharedPages
from app.web.controllers.states import StatePages
from app.web.controllers.static import static_files
from app.web.controllers.story import StoryPages
from app.web.controllers.studio import StudioPages
from app.web.controllers.styleguide import StyleguidePages
from app.web.controllers.upstream import UpstreamPages
from app.web.controllers.welcome import WelcomePages
from app.web.resuming import ask_again, to_login
from app.web.studio.sheet import provide_sheet
from domain.catalog.errors import WorkMerged

PAGES = (
    static_files,
    AnnotationsController,
    QrController,
    MenuPages,
    NewsFeeds,
    OEmbed,
    RobotPages,
    Router(
        path="/",
        route_handlers=[
            HomePages,
            CuratorPages,
            AccountPages,
            CatalogPages,
            CompanyPages,
            PinPages,
            StatePages,
            MinePages,
            StoryPages,
            EditionPages,
            ElsewherePages,
            DuplicatePages,
            MergePages,
            UniversePages,
            RelationPages,
            TagPages,
            SettingsPages,
            SharedPages,
            StudioPages,
            MenuImportPages,
            WelcomePages,
            EditorPages,
            CoursePages,
            ItemPages,
            PairingPages,
            PastingPages,
            PublishingPages,
            NotesPages,
            HistoryPages,
            ForkPages,
            FollowingPages,
            FollowPages,
            ReportPages,
            LineagePages,
            UpstreamPages,
            ProposalPages,
            AdministrationPages,
            JobPages,
            CasePages,
            RunPages,
        ],
        dependencies={"sheet": Provide(provide_sheet)},
        exception_handlers={
            Unauthenticated: to_login,
            CsrfTokenWrong: ask_again,
            WorkMerged: to_the_survivor,
        },
        include_in_schema=False,
    ),
)
"""What the application serves besides the API."""

WORKSHOP = (Router(path="/", route_handlers=[StyleguidePages], include_in_schema=False),)
"""What it serves besides to whoever works on the pages, where that is switched on."""
