# What only the readers of lessons and of other programs’ files say: the command line and the page’s tools. The page itself
# does without.

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
lesson-bad-setting = "{ $text }" can’t be read as this setting
lesson-members = Such a cluster has 2 to { $max } nodes, each with a name of its own
lesson-learners = A cluster has at most { $max } learners
lesson-quorum = A quorum is at least one acceptor, and at most all of them
lesson-names = Two nodes of the cluster have the same name
lesson-first-number = A proposer's first number is at least 1
lesson-value = A value has 1 to { $max } characters
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
lesson-unknown-fence = "{ $text }" is no kind of block: there is "run", "ask", "figure", "notes" and, for text as it stands, "text"
lesson-unknown-figure = "{ $text }" is no figure. There is "majorities NODES", "failures NODES" and "roles"
lesson-figure-nodes = A figure shows an odd number of nodes, from 3 to { $max }
lesson-paragraph = "{ $text }" is not one paragraph of plain text, emphasis, code and links
lesson-choices = A question has at least two answers, "- wrong" or "+ right", and exactly one of them is right. Where answers end with facts, "{"{"}chosen = foo{"}"}", the right one has facts, and "+" may stand before it
lesson-no-explanation = A question ends with its explanation, "= text"
lesson-undecided = Nothing happens after this question in its part, before the next one, so no answer turns out to be right
lesson-answers-nothing = No question of this part waits for its answer here
lesson-no-answer = None of the answers turns out to be right: { $why }
lesson-two-answers = This turns out to be right, and so does the answer on line { $line }
lesson-wrong-answer = This is marked as the right answer, but it does not turn out so: { $why }
lesson-unknown-line = "{ $text }" is not understood. A line says what a node does (A prepares 8, A sends accept, A wants foo), what happens to a message (deliver, drop, duplicate, hold, release), a timer (fire), a node (crash, restart) or the network (cut, mend, partition, heal), what to expect, or that a question is decided (answer)
lesson-unknown-timer = "{ $text }" is no timer. The timers are: { $timers }
lesson-not-sent-by-itself = A proposer sends "accept" or "success" by itself, not "{ $text }"
lesson-no-arrow = "{ $text }" is no message: a message is written "KIND FROM -> TO", as in "accept (8,A) A -> mid"
lesson-two-lists = "{ $text }" has several senders and several receivers: list one or the other
lesson-bad-link = "{ $text }" is no link: a link is written "A - B"
lesson-unknown-expectation = "{ $text }" is nothing that can be expected. There is "NODE: FIELD = VALUE", "NODE: up", "NODE: down", "chosen = VALUE", "leaders = NODE", "in flight: …", "no MESSAGE", "rule RULE at NODE", "agreement holds" and "cannot: …"
lesson-bad-chosen = What was chosen is expected as "chosen = VALUE" or "chosen = none"
lesson-bad-leaders = Who leads is expected as "leaders = NODE, NODE" or "leaders = none"
lesson-bad-in-flight = What is in flight is expected as "in flight: NUMBER" or "in flight: MESSAGE"
lesson-bad-rule = A rule is expected as "rule RULE at NODE"
lesson-unknown-rule = There is no rule "{ $text }"
lesson-bad-verdict = A property "holds" or is "broken"
lesson-bad-field = "{ $text }" is not of the form "FIELD = VALUE"
lesson-impossible = This can't happen: { $why }
lesson-not-one-message = { $count ->
    [0] no such message is in flight
   *[other] { $count } such messages are in flight
}. In flight: { $list }
lesson-no-such-message = no such message is in flight that is not held. In flight: { $list }
lesson-no-timer-set = no such timer is set
lesson-nothing-in-flight = nothing
lesson-more-in-flight = { $list }; and { $count } more
lesson-expected = expected { $expected }, found { $found }
lesson-is-up = { $node }: up
lesson-is-down = { $node }: down
lesson-nothing-chosen = chosen = none
lesson-chosen = chosen = { $values }
lesson-leaders = leaders = { $nodes }
lesson-count-in-flight = { $count } in flight: { $list }
lesson-no-rule = no rule
lesson-holds = { $property } holds
lesson-is-broken = { $property } broken
lesson-can = that it can happen
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
problem-trace-states = The trace has { $length } states. A trace has at most { $max }.
problem-trace-not-itf = The file is no trace in the Informal Trace Format: it has no states.
problem-trace-unknown = State { $index } of the trace shows no variable that this page knows.
problem-trace-start = The trace does not begin where a run of its cluster begins.
problem-trace-unexplained = Nothing that can happen leads to state { $index } of the trace.
problem-trace-too-hard = It takes too long to find out what leads to state { $index } of the trace.
lesson-switches = This does not go with the other settings
lesson-no-such-step = no such step is possible

# The reports on starts and on coverage.
starts-hold = { $lessons ->
    [one] 1 start
   *[other] { $lessons } starts
}, { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}, { $expectations ->
    [one] 1 expectation
   *[other] { $expectations } expectations
}: all hold
starts-fail = { $lessons ->
    [one] 1 start
   *[other] { $lessons } starts
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
start-shape = { $name }: a start has one part with a run and something to read, and asks nothing
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

# Pictures for slides.
picture-untitled = A run of Paxos
picture-stage = { $run }: the network after step { $at }
picture-diagram = { $run }: steps { $from } to { $to }
picture-pending = { $message } (pending)
picture-lost = { $message } (lost)
picture-copy = { $message } (duplicate)
picture-band-over = over: { $what }

# What a recorded lesson says before its author does.
record-title = A recorded run
record-summary = What happened, step by step.
record-part = What happened
record-prose = Write here what is to be seen.
record-ambiguous = Step { $step } can’t be told in a lesson: there are several messages that look the same. Drop or deliver the others first.
own-too-long = The lesson is too long for a link. Save it as a file.
own-bad-link = This link holds no lesson: it may have been cut short.
