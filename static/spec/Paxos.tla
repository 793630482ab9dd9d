------------------------------- MODULE Paxos -------------------------------
(* Single-decree Paxos as a specification: what may happen, not who does it.
   There are no leaders here and no network. A ballot is a number, a message
   that was sent stays sent, and whoever wants may act on it, once, late,
   twice or never: so loss, duplication and delay need no action of their
   own. After Lamport's "Paxos Made Simple" and the specification that the
   lecture "Dr. TLA+: Paxos" (A. Helwer) ends with.                        *)
EXTENDS Integers, FiniteSets

CONSTANTS Value,     \* what may be chosen
          Acceptor,  \* who votes
          Quorum,    \* sets of acceptors, any two of which meet
          Ballot     \* 0, 1, 2, ... up to some number

ASSUME QuorumsMeet == /\ Quorum \subseteq SUBSET Acceptor
                      /\ \A P, Q \in Quorum : P \cap Q # {}

VARIABLES maxBal,    \* the highest ballot that an acceptor has answered
          maxVBal,   \* the ballot of its latest vote, or -1
          maxVal,    \* the value of that vote, or None
          msgs       \* every message ever sent

vars == <<maxBal, maxVBal, maxVal, msgs>>

None == CHOOSE v : v \notin Value

Message ==
       [type : {"1a"}, bal : Ballot]
  \cup [type : {"1b"}, acc : Acceptor, bal : Ballot,
        mbal : Ballot \cup {-1}, mval : Value \cup {None}]
  \cup [type : {"2a"}, bal : Ballot, val : Value]
  \cup [type : {"2b"}, acc : Acceptor, bal : Ballot, val : Value]

TypeOK == /\ maxBal  \in [Acceptor -> Ballot \cup {-1}]
          /\ maxVBal \in [Acceptor -> Ballot \cup {-1}]
          /\ maxVal  \in [Acceptor -> Value \cup {None}]
          /\ msgs \subseteq Message

Init == /\ maxBal  = [a \in Acceptor |-> -1]
        /\ maxVBal = [a \in Acceptor |-> -1]
        /\ maxVal  = [a \in Acceptor |-> None]
        /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

(* A ballot begins: somebody asks all acceptors for a promise. *)
Phase1a(b) ==
  /\ ~ \E m \in msgs : m.type = "1a" /\ m.bal = b
  /\ Send([type |-> "1a", bal |-> b])
  /\ UNCHANGED <<maxBal, maxVBal, maxVal>>

(* An acceptor promises, and reports its latest vote. *)
Phase1b(a) ==
  \E m \in msgs :
    /\ m.type = "1a"
    /\ m.bal > maxBal[a]
    /\ maxBal' = [maxBal EXCEPT ![a] = m.bal]
    /\ Send([type |-> "1b", acc |-> a, bal |-> m.bal,
             mbal |-> maxVBal[a], mval |-> maxVal[a]])
    /\ UNCHANGED <<maxVBal, maxVal>>

(* What the members of Q have promised to ballot b, and of it the votes. *)
Promises(Q, b) == {m \in msgs : m.type = "1b" /\ m.acc \in Q /\ m.bal = b}
Votes(Q, b)    == {m \in Promises(Q, b) : m.mbal # -1}

(* A value is proposed, once in a ballot: if the quorum reports no vote, any
   value; else the value of the highest ballot that it reports.            *)
Phase2a(b, v) ==
  /\ ~ \E m \in msgs : m.type = "2a" /\ m.bal = b
  /\ \E Q \in Quorum :
       /\ \A a \in Q : \E m \in Promises(Q, b) : m.acc = a
       /\ \/ Votes(Q, b) = {}
          \/ \E m \in Votes(Q, b) :
               /\ m.mval = v
               /\ \A n \in Votes(Q, b) : m.mbal >= n.mbal
  /\ Send([type |-> "2a", bal |-> b, val |-> v])
  /\ UNCHANGED <<maxBal, maxVBal, maxVal>>

(* An acceptor votes, unless it has promised a higher ballot. *)
Phase2b(a) ==
  \E m \in msgs :
    /\ m.type = "2a"
    /\ m.bal >= maxBal[a]
    /\ maxBal'  = [maxBal  EXCEPT ![a] = m.bal]
    /\ maxVBal' = [maxVBal EXCEPT ![a] = m.bal]
    /\ maxVal'  = [maxVal  EXCEPT ![a] = m.val]
    /\ Send([type |-> "2b", acc |-> a, bal |-> m.bal, val |-> m.val])

Next == \/ \E b \in Ballot : Phase1a(b) \/ \E v \in Value : Phase2a(b, v)
        \/ \E a \in Acceptor : Phase1b(a) \/ Phase2b(a)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
VotedFor(a, v, b) == \E m \in msgs : /\ m.type = "2b" /\ m.acc = a
                                     /\ m.val = v /\ m.bal = b

ChosenIn(v, b) == \E Q \in Quorum : \A a \in Q : VotedFor(a, v, b)

Chosen(v) == \E b \in Ballot : ChosenIn(v, b)

(* The invariant: never are two different values chosen. *)
Consistency == \A v, w \in Value : Chosen(v) /\ Chosen(w) => v = w

(* A temporal assertion: what is chosen stays chosen, in every step. *)
Stays == [][\A v \in Value : Chosen(v) => Chosen(v)']_vars

(* Another one, to play with: in the end something is chosen. It is false,
   with any fairness that one may add to Spec by its four actions: ballots
   can run out, or overtake each other for ever (Fischer, Lynch, Paterson). *)
Decides == <>(\E v \in Value : Chosen(v))
=============================================================================
