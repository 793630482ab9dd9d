# Words of the page: regions, navigation, forms, help.

nav-label = Main
nav-lessons = Lessons
nav-sandbox = Sandbox
nav-share = Share
theme-label = Theme: { $theme }
theme-system = as the system
theme-light = light
theme-dark = dark

region-lesson = Lesson
region-network = Network
region-time = Space–time
region-in-flight = In flight
region-inspector = Inspector
region-safety = Safety
region-transport = Transport

fetching = “{ $title }” is on its way …

lesson-by = after { $by }
lesson-place = step { $part } of { $parts }
lesson-steps = Steps
lesson-off-path = You have left the lesson’s path. Go on as you like; the lesson waits.
# Figures of lessons.
figure-majority = one majority
figure-office-at-once = runs again at once
figure-office-ping = pings, and waits
figure-office-ballots = ballots until the first decision
figure-office-spoken = How many ballots it takes until something is decided, in 1000 seeds. At most { $bound } ballots: { $once } times where leaders run again at once, { $ping } times where they ping and wait.
figure-next-majority = another majority
figure-meet = in both
figure-majorities-spoken = { $count } nodes in a row. The first { $need } are a majority, and so are the last { $need }. Both contain node { $meet }.
figure-accepted = accepted v
figure-left = still a majority
figure-remembers = remembers v
figure-failures-spoken = { $count } nodes in a row. The first { $need }, a majority, have accepted v. { $spare ->
    [one] One of them has failed
   *[other] { $spare } of them have failed
}. The { $need } that are left are a majority, and node { $meet } remembers v.
figure-roles-spoken = Proposers, { $proposers }, send { $prepare } to the acceptors, { $acceptors }, which answer { $promise }; then they send { $accept }, answered by { $accepted }.
figure-roles-success = A proposer tells the learners, { $learners }, by { $told }.
figure-roles-accepted = The acceptors tell the learners, { $learners }, by { $told }.

quiz-label = Question
quiz-predict = Predict:{" "}
quiz-right = Right.
quiz-wrong = Not so.
quiz-shown = It is { $number }.
keep-duelling = Keep duelling

stage-nodes = Nodes
stage-messages = Messages in flight
stage-hidden = { $count ->
    [one] One more message is in flight
   *[other] { $count } more messages are in flight
}
menu-label = What to do with it

time-hide = Fold the diagram away
time-show = Show the diagram
time-tabs = What to show
time-diagram = Diagram
time-log = Log
time-rules = Rules
rules-added = new:
rules-removed = left out:
time-runs = Runs
runs-paired = The run as a diagram
time-zoom-in = Wider steps
time-zoom-out = Narrower steps
time-follow = Follow
time-follow-hint = Keep the step that is looked at in sight
time-lanes = Nodes
time-diagram-label = Diagram, at step { $at } of { $last }. A click goes to that step.
lane-up = Move { $node } up
lane-down = Move { $node } down

in-flight-title = In flight · { $count }
in-flight-none = No message is on its way.
in-flight-hidden = and { $count } more
row-held = held
row-verb = { $verb }: { $message }
timer-of = { $timer } of { $node }
fire-label = Fire: { $timer }

inspector-why = Last step, and why
node-title = { $name } · { $role }
field-stable = on stable storage
storage-none = Nothing of it is on stable storage: a crash forgets all.
storage-some = A crash leaves: { $fields }.
storage-proposer = A crash leaves: { $fields }. Its wish is lost: afterwards it wants what the cluster’s settings say.
know = What does it know?
know-hint = Grey is what it can’t know of from the messages that it received
card-heard = until step { $step }
card-unheard = unheard
propose-label = Ask it to propose
propose-button = Ask
links-title = Links and partitions
links-cut = Links and partitions · { $count } cut
links-hint = What is sent across a cut link is lost; what is in flight already may still arrive.
links-groups = Group of each node
links-split = Split into these groups

property-agreement = Agreement: at most one value is chosen
property-validity = Validity: only proposed values are accepted
property-learned-is-chosen = Learners learn only chosen values
property-promises-kept = Promises are kept
property-one-value = One number, one value
property-safe-proposals = What is proposed is safe at its number (P2c)
property-holds = Holds:
property-broken = Broken:
broken-agreement = Both { $a } and { $b } were chosen
broken-validity = { $value } was accepted, but nobody proposed it
broken-learned-is-chosen = { $node } learned { $value }, which was not chosen
broken-one-value = { $a } and { $b } have one number
broken-safe-proposals = { $a } was proposed, but { $b } was accepted below it, and no quorum shows that it is outdone
broken-promises-kept = { $node } accepted { $accepted } after promising { $promised }
chosen-nothing = nothing chosen yet
chosen-one = { $value } is chosen
chosen-several = { $first } and { $second } are chosen!
quorum-one = quorum { $need } of { $of }
quorum-miss = quorums { $promise } and { $accept } of { $of } need not meet!
quorum-two = quorums { $promise } and { $accept } of { $of }
meeting = { $chosen } was chosen by { $quorum }; { $promises } promised { $leader }. In both: { $nodes }.
meeting-none = { $chosen } was chosen by { $quorum }; { $promises } promised { $leader }. Nobody is in both.

prospects-title = Can still be chosen
prospect-any = any other value
prospect-chosen = { $value }: it is chosen. { $nodes } accepted { $proposal }.
prospect-pending =
    { $count ->
        [0] { $value }: { $nodes } may still accept { $proposal }.
       *[other] { $value }: { $accepted } accepted { $proposal }, and { $nodes } still may.
    }
prospect-adoptable = { $value }: if { $nodes } promise a new number, { $proposal } is the highest they report, so it is adopted.
prospect-coming = { $value }: once { $proposal } is accepted, { $nodes } may report it as the highest to a new number.
prospect-free = { $value }: { $nodes } have accepted nothing, so a number that they promise may bring any value.
prospect-no-adoption = { $value }: proposers don’t adopt what is reported, so a new number can bring it.
prospect-other = { $value }: no longer. Every quorum meets { $nodes }, who accepted { $proposal }.
prospect-bound = { $value }: no. A quorum of promises needs one of { $nodes }, and what they report is something else.

speed-label = Speed
transport-pause = Pause
transport-more = More controls
scrubber-label = Place in the run
scrubber-place = step { $at } of { $last }
next-label = Next:
next-nothing = nothing left to do

sandbox-title = Your own run
sandbox-lead = Everything on the stage can be acted on: messages, nodes, links. Step lets the player choose; any other act of yours adds a branch.
sandbox-from = You are exploring from “{ $title }”.
schedule-title = Play
schedule-player = Who chooses
schedule-in-order = In order: nothing fails
schedule-synchronous = Synchronous rounds: nothing fails
schedule-round-robin = Round-robin: nodes take turns
schedule-calm = By chance: messages overtake
schedule-stormy = By chance: everything fails
schedule-duel = Keep duelling
schedule-seed = Seed
schedule-new-seed = New seed
rate-delay = Delays
delay-memoryless = by chance at every step
delay-fixed = always the longest
delay-uniform = from shortest to longest alike
delay-heavy-tailed = mostly short, a few very long
rate-shortest = Shortest delay, in steps
rate-latency = Longest delay, in steps
rate-reordering = May overtake, of 1000
rate-loss = Lost, of 1000
rate-duplication = Duplicated, of 1000
rate-crash = Crashes per 1000 steps
rate-restart = Restarts per 1000 steps
rate-crashed = Most down at once
rate-cut = Links cut per 1000 steps
rate-mend = Cuts mended per 1000 steps
rate-patience = Patience, in steps
cluster-title = Cluster
cluster-proposer = Proposer { $name }
cluster-wants = wants
cluster-first = first number
cluster-numbers = Numbers
cluster-rejections = Refusals
cluster-learning = Learning
cluster-eager = Send accept
cluster-rules = Rules
cluster-switch-adoption = Adopt the highest accepted value
cluster-why-adoption = a proposer takes over what its quorum reports
cluster-switch-promises = Keep promises
cluster-why-promises = an acceptor refuses numbers below its promise
cluster-switch-accepting = Accepting promises, too
cluster-why-accepting = it raises what the acceptor promised
cluster-switch-repeats = A number is promised once
cluster-why-repeats = the same prepare again is refused
cluster-switch-waits = Wait for a quorum
cluster-why-waits = before accept is sent
cluster-switch-choice = Count proposals, not values
cluster-why-choice = chosen is a number with its value
cluster-switch-keep-promise = Promise on stable storage
cluster-why-keep-promise = survives a crash
cluster-switch-keep-acceptance = Acceptance on stable storage
cluster-why-keep-acceptance = survives a crash
cluster-switch-keep-number = Proposer’s number on stable storage
cluster-why-keep-number = no number is used twice
option-switch-adoption-own = its own value
option-switch-adoption-first = the first report
option-switch-adoption-most-frequent = the most frequent report
option-switch-promises-prepare-only = only to prepares
option-switch-promises-none = none
option-switch-accepting-keeps-highest = the highest is reported
option-switch-accepting-keeps-last = the last is reported
cluster-promise-quorum = Promise quorum
cluster-accept-quorum = Accept quorum
cluster-majority = majority
cluster-apply = Start a new run
option-numbers-pairs = pairs (n, proposer)
option-numbers-plain = bare numbers n
option-rejections-silent = silent
option-rejections-answered = answered
option-learning-direct = acceptors tell learners
option-learning-proposer = through the proposer
option-eager-no = as a step of its own
option-eager-yes = at once
stepper-fewer = Fewer { $what }
stepper-more = More { $what }

command-step = Step
command-back = Back
command-first = First
command-last = Last
command-play = Play
command-decide = Run to the next decision
command-previous-part = Previous part of the lesson
command-next-part = Next part of the lesson
command-faster = Faster
command-slower = Slower
command-choose = Do the n-th possible event, or answer the question
command-deliver = Deliver the message
command-drop = Drop the message
command-duplicate = Duplicate the message
command-hold = Hold the message, or release it
command-crash = Crash the node, or restart it
command-fire = Fire the node’s timer
command-undo = Undo
command-redo = Redo
command-explore = Explore from here
command-share = Share: link, file, pictures
command-time = Show or fold the space–time diagram
command-return = Back to the lesson
command-lessons = Lessons
command-search = Search the lessons
command-help = Help
command-close = Close

help-title = Keys, messages, hands
help-keys = Keys
help-messages = Messages
help-hands = By hand
help-hands-text = Click a message, a node or a link to see what can be done with it; click a selected message again to deliver it. With the Tab key you walk through nodes and messages; Enter selects.
help-kind-prepare = asks for a promise (phase 1a); in two-phase commit, for a vote
help-kind-promise = gives it (phase 1b); one lecture says “ready”
help-kind-accept = asks to accept a value (phase 2a)
help-kind-accepted = says that it was accepted (phase 2b)
help-kind-success = tells a learner
help-kind-reject = says that the number is refused, and which one was promised

message-from = from
message-to = to
message-says = Says
message-number = number
message-proposal = proposal
message-reports = reports
message-promised = promised
message-sent = sent
message-sent-at = at step { $step }
message-copy = duplicate
message-copy-yes = made by the network

fork-label = Another branch from step { $step }: { $event }
next-answer = your answer

region-runs = Runs
runs-name-here = Name of this moment
runs-name-of = Name of the branch: { $words }
runs-unnamed = no name
runs-start = The start
runs-first = { $count ->
    [one] one step
   *[other] { $count } steps
}
runs-extent = { $count ->
    [one] one step
   *[other] { $count } steps
} from step { $step }
runs-broken = a property is broken
runs-here = you are here
runs-go = Go to its end: { $words }
runs-delete = Delete: { $words }
runs-compare = Compare: { $words }
runs-hidden = { $count ->
    [one] One more branch is not shown
   *[other] { $count } more branches are not shown
}
runs-side-by-side = Two runs side by side
runs-common = { $count ->
    [0] They part at the start.
    [one] The first step is the same.
   *[other] The first { $count } steps are the same.
}
runs-first-difference = first difference
runs-pairs-hidden = { $count ->
    [one] One more step is not shown.
   *[other] { $count } more steps are not shown.
}
runs-agree = After step { $step } both look the same again.
runs-agree-never = They never look the same again.
runs-step = Step
flag-label = { $name }: step { $step }

run-to = Run to …
goal-decision = The next decision
goal-phase = The next change of a proposer’s phase
goal-message = The next { $kind } that arrives
goal-property = Until a property breaks
goal-predicate = Until this is true
goal-predicate-hint = A2.promised >= (9,B)
goal-go = Run

# The sheet Share.
share-title = Take this run away
share-link = Link
share-link-hint = It holds the cluster and every step of this line. Whoever opens it sees the same run.
share-link-field = The link
share-copy = Copy
share-copied = Copied.
share-copy-by-hand = The browser does not let us copy: the link is selected, copy it by hand.
share-system = Share…
share-qr = QR code of the link
share-qr-large = Large, for the back row
share-qr-small = Small again
share-file = File
share-file-hint = The run with all its branches and names. Open it here again, or drop it on the page.
share-save = Save the run
share-open = Open a run or a lesson…
share-record = Record as a lesson
share-picture = Picture for slides
share-motif = What
share-motif-stage = the stage
share-motif-diagram = the diagram
share-form = As
share-form-svg = SVG
share-form-png = PNG
share-form-tikz = TikZ, to include
share-form-tikz-document = TikZ, a whole document
share-form-mermaid = Mermaid
share-theme = Colours
share-from = From step
share-to = To step
share-download = Download
share-trace = Trace for other tools
share-itf = ITF (Apalache, Quint)
share-shiviz = ShiViz
share-events = JSON events

# Presenting.
nav-present = Present
command-present = Present to a hall, or end that
command-speaker = Speaker’s window: notes, what comes next
command-view = Show the stage, the diagram, or both
command-blank = Blank the screen
command-spotlight = Spotlight
command-pen = Pen: strokes vanish with the step
command-stay = Nothing while presenting: a remote may send it
hall-blank = The screen is blank. Any step shows it again.
hall-open = Open in a window of its own
hands-label = Hands counted
hands-count = Hands for answer { $number }
hands-more = One hand more for answer { $number }
hands-fewer = One hand fewer for answer { $number }

# Questions made from the rules.
command-guess = Ask what the next step will do
predict-message = What does { $node } do with { $message } from { $from }?
predict-timer = What does { $node } do when its { $timer } fires?
predict-field = { $field } becomes { $value }
predict-sends = sends { $message } to { $to }
predict-nothing = nothing: it changes nothing and sends nothing
predict-missed-rule = It would do that without this rule: { $rule }.
predict-missed-setting = It would do that if this were set otherwise: { $setting }, { $option }.
predict-missed-state = It would have done that after step { $step }. Since then the state of { $node } has changed.
predict-missed-nothing = It does do something.

# A lesson that somebody writes here.
own-edit = Edit the lesson
own-save = Save the lesson
own-source = The lesson’s file
own-sound = It plays from beginning to end.
own-hint = What you type is played at once. Mistakes are told with their line and column; the lesson that was sound last stays.
time-spec = Specification

# Which quorum sizes are safe together.
quorums-title = Which sizes are safe?
quorums-corner = promises ↓ acceptances →
quorums-safe = { $promise } promises and { $accept } acceptances: safe, every two such sets meet
quorums-unsafe = { $promise } promises and { $accept } acceptances: not safe, two such sets may miss each other
quorums-why = Every set of promises must meet every set that chooses; two sets of promises need not meet. (Howard, Malkhi and Spiegelman, Flexible Paxos, 2016)
