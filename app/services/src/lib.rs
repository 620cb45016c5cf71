//! The use cases of Ampera, one file each: check the policy, one transaction, write the audit event.
//!
//! Everything hangs on [`Services`]. A use case that shows something returns a view: plain data for the pages in `app`.
//!
//! How to add a use case: a file with `impl Services { pub async fn ... }`, which first asks [`domain::policy`], then
//! reads or writes through `store`, and in the same transaction appends to the audit log.

mod access_log;
mod accounts;
mod audit_chain;
mod audit_log;
mod career;
mod career_rules;
mod certificates;
mod clients;
mod completing;
mod context;
mod dates;
mod devices;
mod erasure;
mod error;
mod evaluation;
mod evidence;
mod exchange;
mod home;
mod hours;
mod hours_ledger;
mod identity;
mod letters;
mod library;
mod marking;
mod my_data;
mod names;
mod next_course;
mod notification_rules;
mod notifications;
mod passwords;
mod paths;
mod people;
mod performance_rules;
mod plans;
mod profile;
mod progress;
mod proof;
mod publish;
mod requests;
mod retention;
mod roles;
mod rule_times;
mod rules;
mod second_factor;
mod sheet;
mod sign_in;
mod simulate;
mod standards;
mod sync;
mod target;
mod team;
mod totals;
mod units;
mod unlinking;

pub mod catalogue;
pub mod course;
pub mod demo;
mod demo_training;
pub mod export;
pub mod import;
mod known_sessions;
pub mod lesson;
pub mod manuscripts;
pub mod origin;
pub mod password;
pub mod quiz;
pub mod replay;
mod replay_hours;
pub mod seed;
pub mod totp;
pub mod training;

pub use accounts::{AccountRow, AccountView, AccountsView, InviteForm};
pub use audit_chain::{ChainFault, ChainReport};
pub use audit_log::{AuditQuery, AuditRow, AuditView, ChainState};
pub use career::{
    BoxDetail, CareerView, CompetenceOffer, Counting, Criterion, FactForm, FactKind, FactRow, FactValue,
    IndexEvaluation, IndexRow, KnownFact, LONGEST_SOURCE, NotPlaced, Order, OwnBox, Purpose, Reason, RuleVersion,
    ShortlistChoices, ShortlistEntry, ShortlistForm, ShortlistPart, ShortlistRow, ShortlistView, ShortlistsView,
    TalentForm, TalentPerson, TalentQuery, TalentRound, TalentView, Wanted,
};
pub use career_rules::{IndexRule, NineBoxRule, RuleSource, StepView};
pub use certificates::{CertificateView, Verification};
pub use clients::{ClientForm, ClientRow, ClientsView, NewClient, ServiceClient};
pub use context::{Actor, Clock, FixedClock, Random, Services, SystemClock, SystemRandom};
pub use devices::DeviceView;
pub use erasure::{ErasedRow, ErasurePlan};
pub use error::{Error, FieldError, Problem};
pub use evaluation::{
    AnswerForm, Competencies, CycleEvent, CycleForm, CycleHead, CycleRow, CycleView, CyclesView, EvaluationEvent,
    EvaluationLine, EvaluationTeamView, EvaluationView, FollowUpForm, FrozenCompetency, FrozenView, LONGEST_WORDS,
    MyEvaluation, MyEvaluationsView, RateForm, RatingTask, StateCounts, TeamEvaluation, WordsForm,
};
pub use evidence::{EvidenceLevel, EvidenceRow, EvidenceView};
pub use exchange::{CompetencyReport, CompletedCourse, ExchangePage, LevelReport, NumberReport, parse_time};
pub use home::{Due, GapCard, GapLine, HomeView, Resume};
pub use hours::{CutBy, CutView, HourRow, HoursView};
pub use hours_ledger::{LedgerView, MonthView};
pub use identity::{Candidate, IdentityRequestView, ProviderIdentity, ProviderSession, StartedFlow};
pub use letters::{Letter, LetterKind};
pub use library::{Library, Snapshot};
pub use marking::{MarkForm, MarkView, Unmarked};
pub use my_data::{LookView, MyDataView, StoredRow, personal_tables};
pub use names::Text;
pub use notifications::{
    ChoiceRow, ChoicesView, NoticesMail, NotificationQuery, NotificationView, NotificationsView, Required,
};
pub use passwords::{Link, LinkKind, PasswordForm};
pub use paths::{NextStep, PathCard, PathStep, PathView};
pub use people::{
    AssignmentForm, AssignmentView, NumberView, PeopleQuery, PeopleRow, PeopleView, PersonAdminView, PersonForm,
    StatusForm, StatusView,
};
pub use performance_rules::{MatrixView, PredicateView};
pub use plans::{
    BestAnswer, BestCourse, BestForm, BestProblem, BestTaker, BestVariant, BestView, LONGEST_NOTE, MyPlan, MyPlanItem,
    PlanChoices, PlanCourse, PlanDue, PlanForm, PlanGroup, PlanHead, PlanLine, PlanMail, PlanNote, PlanPart,
    PlanPersonView, PlanPreview, PlanView, PreviewPerson, ReminderView, TeamPlan, TeamPlansView, Variation,
};
pub use profile::{CertificateRow, CompetencyRow, HistoryRow, MatchView, PersonView, PostView, ProfileView};
pub use proof::{Proof, RenewedSession};
pub use publish::{Published, PublishedCourse};
pub use requests::{LONGEST_REQUEST, RequestForm, RequestView, RequestsView};
pub use roles::{GrantForm, GrantRow, PersonChoice, RolesView};
pub use rule_times::check_rules;
pub use rules::{ActivityRule, AnnualCap, MatchRule, Period, Rules};
pub use second_factor::{IdentityView, SecurityView};
pub use sheet::{
    BatchRow, BatchView, Letterhead, MOST_SHEETS, SheetArchive, SheetFile, SheetKind, SheetVerification,
    UnitSheetsView, VerifiedSheet,
};
pub use sign_in::{Arrived, Door, SignIn, SignedInSession, StepToken};
pub use standards::{
    DecreeView, Impact, StandardDraftView, StandardForm, StandardImport, StandardLevel, StandardProblem,
    StandardReason, StandardRow, StandardView, StandardsView, UnitImpact,
};
pub use sync::{
    CompareItem, CompareResult, CompareRow, CompareView, Delivered, DeliveryRow, DestinationProblem, DestinationView,
    RefusalRow, SwitchedUnit, SyncContent, SyncMessage, SyncQuery, SyncTurn, SyncView, What,
};
pub use target::{TargetRow, TargetView};
pub use team::{
    TeamBody, TeamCell, TeamColumn, TeamQuery, TeamRow, TeamShow, TeamSort, TeamState, TeamTable, TeamUnit, TeamView,
    UnitOption, Value as TeamValue, WITHOUT_POST,
};
pub use training::{
    DocumentProblem, DocumentView, DuplicateView, Filing, Likeness, TrainingDocument, TrainingForm, TrainingProblem,
    TrainingRow, TrainingView, TrainingsView, VerificationView,
};
pub use units::{PeriodView, UNIT_KINDS, UnitForm, UnitNode, UnitTreeView, UnitView};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;
