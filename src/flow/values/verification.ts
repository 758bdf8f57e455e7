import type { Code, LocatedFunction } from '../../model/code.js';
import type { CallValue, FunctionFact } from '../../model/facts.js';
import { lastName } from './children.js';

const VERIFIES = /^(timingSafeEqual|jwtVerify|constructEvent(Async)?|verify\w*)$/;

const KNOWN = new WeakMap<FunctionFact, boolean>();

/** It compares a signature or verifies a token: `timingSafeEqual(mac, expected)`. */
export const isVerification = ({ callee }: CallValue): boolean => VERIFIES.test(lastName(callee));

/** Calling the function runs such a verification. */
export function verifies(called: LocatedFunction, code: Code): boolean {
  let known = KNOWN.get(called.function);
  if (known === undefined) {
    known = false;
    for (const { call } of code.execution(called)) {
      if (!isVerification(call.value)) continue;
      known = true;
      break;
    }
    KNOWN.set(called.function, known);
  }
  return known;
}
