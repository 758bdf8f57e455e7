import { type CallContext, callContext, type CallRecord } from '../src/call/call-context.js';
import { localPrincipal, type Principal, type UserId } from '../src/identity/principal.js';

interface TestCall extends Partial<Omit<CallContext, 'principal'>> {
  principal?: Principal;
  isReadOnly?: CallRecord['isReadOnly'];
}

/** Returns the context of a call, by default of the local user. */
export const testContext = ({
  principal = localPrincipal(),
  isReadOnly = false,
  signal = new AbortController().signal,
  deadline = Infinity,
  ...more
}: TestCall = {}): CallContext =>
  callContext({ subject: 'tool "test"', principal, isReadOnly }, { signal, deadline }, more);

export const userNamed = (name?: string): UserId => localPrincipal(name).userId;
