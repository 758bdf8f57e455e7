import type { Located } from '../../../model/code.js';
import type { CallValue, Declaration } from '../../../model/facts.js';
import type { Keeps, Ways } from './ways.js';

/** What is followed through values, and what becomes of it on the way. */
export interface Subject {
  /** Where in a value it comes in; undefined where that depends on what the value is made of. */
  seed?(value: Located): Ways | undefined;
  /** It comes in by these parameters alone, and nothing else is known of what parameters are given. */
  carried?(parameter: Declaration): Ways | undefined;
  keeps: Keeps;
  /** Methods of a text, or of a list, whose result is still what is followed. */
  methods: RegExp;
  /** Functions of others, as `foreignName` has them, whose result holds what went in. */
  passes?: RegExp;
  /** Calls that are judged where they stand: what they hand over is not followed into the function. */
  judged?(call: Located<CallValue>): boolean;
  /** Names of functions that leave it out. */
  hides?: RegExp;
}
