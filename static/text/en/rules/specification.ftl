# The TLA+ specification beside the run. It is fetched with the rules.

spec-init = No step yet: Init holds.
spec-taken = { $action }
spec-stutter = A stuttering step: nothing that the specification speaks of has changed.
spec-no-action = The specification allows no such step: it changes more than any of its actions does.
spec-nothing-to-answer = The specification forbids this step: it answers a message that was never sent.
spec-not-above-promise = The specification forbids this step: the acceptor has promised a higher ballot.
spec-wrong-report = The specification forbids this step: the promise does not report the acceptor’s latest vote.
spec-second-proposal = The specification forbids this step: this ballot has proposed already.
spec-not-shown-safe = The specification forbids this step: no quorum of promises shows that the value is safe.
spec-else-changed = The specification forbids this step: it changes what its action leaves as it is.
spec-none-yet = none for { $ballot } yet
spec-no-votes = no votes reported
spec-holds = holds
spec-violated = violated
spec-enabled = What can be done now
