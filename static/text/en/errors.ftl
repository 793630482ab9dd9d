# Everything that can go wrong, said so that a person can put it right.

# Lessons. Each is printed or shown after the line and column at which it stands.
lesson-too-long = This is longer than a lesson can be
lesson-no-head = A lesson begins with its head: lines "key: value" between two lines "---"
lesson-bad-head-line = "{ $text }" is not of the form "key: value"
lesson-unknown-key = "{ $text }" is no key of a lesson's head. The keys are: { $keys }
lesson-empty-key = Nothing stands after "{ $text }:"
lesson-key-twice = "{ $text }" stands in the head twice
lesson-key-missing = The head says nothing about "{ $key }"
lesson-bad-choice = "{ $text }" is none of: { $words }
lesson-bad-name = "{ $text }" can't be a node's name: a name is a letter, then letters and digits, at most 12 in all
lesson-bad-proposer = "{ $text }" is not understood: a proposer is "NAME", "NAME wants VALUE" or "NAME wants VALUE from NUMBER"
lesson-proposers = A cluster has 1 to { $max } proposers
lesson-acceptors = A cluster has 1 to { $max } acceptors
lesson-learners = A cluster has at most { $max } learners
lesson-quorum = A quorum is at least one acceptor, and at most all of them
lesson-names = Two nodes of the cluster have the same name
lesson-first-number = A proposer's first number is at least 1
lesson-value = A value has 1 to { $max } characters
lesson-number = "{ $text }" is not a whole number from 1 to { $max }

lesson-no-part = The lesson has no part: a part begins with a heading "## Title"
lesson-heading = A part's heading begins with "##"; a lesson has no other headings
lesson-no-title = This part has no title
lesson-unknown-scene = "{ $text }" is no scene of the lesson's deck
lesson-html = A lesson can't contain HTML
lesson-link = A link leads to "https://…", "http://…" or "#…", not to "{ $text }"
lesson-markdown = A lesson consists of headings, paragraphs, lists, quotations and code; this is something else
lesson-too-deep = Lists, quotations and emphasis are nested too deeply here
lesson-fence-inside = A block like this one stands at the margin, not in a list or a quotation
lesson-fence-before-part = A block like this one belongs into a part, after a heading "## Title"
lesson-unknown-fence = "{ $text }" is no kind of block: there is "run", "ask" and, for text as it stands, "text"
lesson-paragraph = "{ $text }" is not one paragraph of plain text, emphasis, code and links
lesson-choices = A question has at least two answers, "- wrong" or "+ right", and exactly one of them is right
lesson-no-explanation = A question ends with its explanation, "= text"

lesson-unknown-line = "{ $text }" is not understood. A line says what a node does (A prepares 8, A sends accept, A wants foo), what happens to a message (deliver, drop, duplicate, hold, release), a timer (fire), a node (crash, restart) or the network (cut, mend, partition, heal), or what to expect
lesson-unknown-node = There is no node "{ $text }". The nodes are: { $nodes }
lesson-unknown-kind = "{ $text }" is no kind of message. The kinds are: { $kinds }
lesson-unknown-timer = "{ $text }" is no timer. The timers are: { $timers }
lesson-not-sent-by-itself = A proposer sends "accept" or "success" by itself, not "{ $text }"
lesson-no-arrow = "{ $text }" is no message: a message is written "KIND FROM -> TO", as in "accept (8,A) A -> mid"
lesson-two-lists = "{ $text }" has several senders and several receivers: list one or the other
lesson-bad-pair = "{ $text }" does not begin with a number like (8,A)
lesson-bad-link = "{ $text }" is no link: a link is written "A - B"

lesson-unknown-expectation = "{ $text }" is nothing that can be expected. There is "NODE: FIELD = VALUE", "NODE: up", "NODE: down", "chosen = VALUE", "in flight: …", "no MESSAGE", "rule RULE at NODE", "agreement holds" and "cannot: …"
lesson-bad-chosen = What was chosen is expected as "chosen = VALUE" or "chosen = none"
lesson-bad-in-flight = What is in flight is expected as "in flight: NUMBER" or "in flight: MESSAGE"
lesson-bad-rule = A rule is expected as "rule RULE at NODE"
lesson-unknown-rule = There is no rule "{ $text }"
lesson-bad-verdict = A property "holds" or is "broken"
lesson-bad-field = "{ $text }" is not of the form "FIELD = VALUE"
lesson-unknown-field = { $node } has no field "{ $text }". Its fields are: { $fields }

lesson-impossible = This can't happen: { $why }
lesson-not-one-message = { $count ->
    [0] no such message is in flight
   *[other] { $count } such messages are in flight
}. In flight: { $list }
lesson-nothing-in-flight = nothing
lesson-more-in-flight = { $list }; and { $count } more
lesson-expected = expected { $expected }, found { $found }
lesson-is-up = { $node }: up
lesson-is-down = { $node }: down
lesson-nothing-chosen = chosen = none
lesson-chosen = chosen = { $values }
lesson-count-in-flight = { $count } in flight: { $list }
lesson-no-rule = no rule
lesson-holds = { $property } holds
lesson-is-broken = { $property } broken
lesson-can = that it can happen

# The reports on lessons, for the command line.
lessons-hold = { $lessons ->
    [one] 1 lesson
   *[other] { $lessons } lessons
}, { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}, { $expectations ->
    [one] 1 expectation
   *[other] { $expectations } expectations
}: all hold
lessons-fail = { $lessons ->
    [one] 1 lesson
   *[other] { $lessons } lessons
}, { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}, { $expectations ->
    [one] 1 expectation
   *[other] { $expectations } expectations
}: { $failures ->
    [one] 1 failure
   *[other] { $failures } failures
}
coverage-place = { $lesson }, { $count ->
    [one] step
   *[other] steps
} { $parts }
coverage-scene = { $places }: { $count ->
    [one] 1 expectation
   *[other] { $count } expectations
}
coverage-missing = missing
coverage-total = covered { $covered } of { $total } scenes

# Why an event can't happen.
refused-no-such-node = there is no such node
refused-no-such-message = no such message is in flight
refused-node-is-down = the node is down
refused-node-is-up = the node is up
refused-act-not-allowed = the node's state does not allow this step
refused-takes-no-requests = the node takes no requests
refused-bad-value = a value has 1 to 24 characters
refused-timer-not-set = the timer is not set
refused-no-such-link = these nodes exchange no messages
refused-link-is-cut = the link is cut already
refused-link-is-whole = the link is not cut
refused-nothing-is-cut = no link is cut
refused-is-held = the message is held already
refused-is-not-held = the message is not held
refused-bad-groups = each node belongs to exactly one of at least two groups

# Addresses and clusters.
problem-page = There is no page “{ $page }” here.
problem-stop = “{ $stop }” is not a step: steps are numbers.
problem-no-such-lesson = There is no lesson “{ $slug }”.
problem-no-such-stop = The lesson has no step { $stop }: the last one is { $last }.
problem-lesson = “{ $title }” can’t be played: line { $line }, column { $column }: { $message }
problem-no-duel = A duel needs two proposers that are up and want something.
problem-protocol = There is no protocol “{ $name }”. This page knows: synod.
problem-setting = There is no setting “{ $name }”.
problem-value = “{ $value }” does not fit the setting “{ $setting }”.
config-proposers = A cluster has 1 to 5 proposers, not { $count }.
config-acceptors = A cluster has 1 to 9 acceptors, not { $count }.
config-learners = A cluster has 0 to 3 learners, not { $count }.
config-quorum = A quorum of { $quorum } does not fit the number of acceptors.
config-names = Every node needs a name of its own.
config-first-number = Proposal numbers start at 1 and stay below a million.
config-value = A value has 1 to 24 characters.
warning-quorums-do-not-meet = These quorums need not meet: two different values can be chosen.
warning-numbers-not-unique = Two proposers may use the same number.
warning-no-adoption = Proposers don’t adopt what was accepted: not Paxos.

# Running to a moment, and the tree of runs.
problem-never-came = { $goal }: not in { $count } steps. Back leads to where you were.
problem-ended = { $goal }: not before there was nothing left to do. Back leads to where you were.
problem-no-way = { $goal }: there is nothing left to do.
problem-first-branch = The first branch stays: it has what all others begin with.
problem-lesson-branch = The lesson’s own steps stay; what you have added can be deleted.
predicate-form = “{ $text }” is not of the form NODE.FIELD = VALUE, as in A2.promised >= (9,B).
predicate-nothing = After the sign stands what the field is compared with.
predicate-order = “{ $text }” has no order: compare it by = or !=.
predicate-number = “{ $text }” is not a proposal number, such as 9 or (9,B).
predicate-count = “{ $text }” is not a number of answers.
predicate-phase = “{ $text }” is none of: { $phases }.


# Links, and runs that come from outside.
problem-link-too-long = A link to this run would have { $length } characters. Links have at most { $max }: save it as a file instead.
problem-link-long = This link has { $length } characters. Links have at most { $max }.
problem-link-damaged = This link is incomplete or was altered on its way. Ask for it again.
problem-link-newer = This link comes from a newer version of this page.
problem-run-refused = Event { $event } of the run can’t happen: { $why }.
problem-run-parent = Event { $event } of the run follows none that comes before it.
problem-run-twice = Event { $event } of the run stands there twice.
problem-run-moment = The run has no moment { $moment } on its line.
problem-run-too-large = This run is too large for the page, from event { $event } on.

# Files.
problem-file-large = The file has { $length } MB. Files have at most { $max } MB.
problem-file-events = The file has { $length } events. A run has at most { $max }.
problem-file-json = The file is not JSON: line { $line }, column { $column } can’t be read.
problem-file-not-ours = The file is no run of Paxoscope.
problem-file-newer = The file comes from a newer version of this page: it is of version { $version }.
problem-file-member = { $event ->
    [0] In the file
   *[other] In event { $event }
}, “{ $key }” can’t be “{ $found }”.
problem-file-missing = { $event ->
    [0] The file
   *[other] Event { $event }
} says nothing about “{ $key }”.

# Traces.
problem-trace-states = The trace has { $length } states. A trace has at most { $max }.
problem-trace-not-itf = The file is no trace in the Informal Trace Format: it has no states.
problem-trace-unknown = State { $index } of the trace shows no variable that this page knows.
problem-trace-start = The trace does not begin where a run of its cluster begins.
problem-trace-unexplained = Nothing that can happen leads to state { $index } of the trace.
problem-trace-too-hard = It takes too long to find out what leads to state { $index } of the trace.
