//! The built page in a real browser, as a person meets it: what is seen, heard, pressed and pointed at.

mod access;
mod author;
mod branches;
mod catalogue;
mod check;
mod cluster;
mod crashes;
mod hall;
mod keyboard;
mod ladder;
mod pmmc;
mod lesson;
mod links;
mod loading;
mod messages;
mod mistakes;
mod motion;
mod places;
mod playing;
mod share;
mod spacetime;
mod runs;
mod starts;
mod support;
mod tools;
mod touch;
