# Everything that can go wrong, said so that a person can put it right.

# Lessons. Each is printed or shown after the line and column at which it stands.
lesson-number = "{ $text }" is not a whole number from 1 to { $max }

lesson-unknown-node = There is no node "{ $text }". The nodes are: { $nodes }
lesson-unknown-kind = "{ $text }" is no kind of message. The kinds are: { $kinds }
lesson-bad-pair = "{ $text }" does not begin with a number like (8,A)

lesson-unknown-field = { $node } has no field "{ $text }". Its fields are: { $fields }

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
problem-no-such-start = There is no start “{ $slug }”. The lessons’ page lists those that there are.
problem-no-such-stop = The lesson has no step { $stop }: the last one is { $last }.
problem-not-fetched = “{ $title }” can’t be fetched. Reload the page to try again; it needs the network for that.
problem-no-rules = The rules can’t be fetched, or are not those that this page was built with. Reload the page to try again; it needs the network for that.
problem-not-our-text = “{ $title }” is not the one that this page was built with: it has changed since, or something else came in its place. Reload the page to see the new one.
problem-nothing-to-guess = About the next step there is nothing to guess: no node has anything to decide.
problem-no-duel = A duel needs two proposers that are up and want something.
problem-protocol = There is no protocol “{ $name }”. This page knows: synod.
problem-setting = There is no setting “{ $name }”.
problem-value = “{ $value }” does not fit the setting “{ $setting }”.
config-proposers = A cluster has 1 to 5 proposers, not { $count }.
config-acceptors = A cluster has 1 to 9 acceptors, not { $count }.
config-learners = A cluster has 0 to 3 learners, not { $count }.
config-members = A cluster of this kind has 2 to 9 nodes of this kind, not { $count }.
config-quorum = A quorum of { $quorum } does not fit the number of acceptors.
config-names = Every node needs a name of its own.
config-first-number = Proposal numbers start at 1 and stay below a million.
config-value = A value has 1 to 24 characters.
warning-quorums-do-not-meet = These quorums need not meet: two different values can be chosen.
warning-numbers-not-unique = Two proposers may use the same number.
warning-rule-off = Paxos needs a rule that is switched off: { $rule }.
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
