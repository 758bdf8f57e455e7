import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

/** A request that was let in. It counts until it is released. */
export interface AdmittedRequest {
  /**
   * Waits until so many more calls of this user may run.
   * @returns false if the turn ends before; a response if the calls are refused
   */
  start(calls: number): Promise<boolean> | Response;
  /** Counts memory that the request uses until it leaves. @returns the response to a request that may use no more */
  hold(bytes: number): Response | undefined;
  /** Counts the request's calls as running until this code has ended, even after the client has left. */
  running(code: Promise<unknown>): void;
  /** Ends the turn; memory of the request is counted until `leave`. */
  endTurn(): void;
  leave(): void;
}

/**
 * Idle users that stay. An entry that comes and goes with each request makes the map build its table again and again, and
 * an old table keeps what is in the next one until the next full collection.
 */
const MAX_IDLE_USERS = 1_000;

interface UserLoad {
  id: string;
  admitted: number;
  held: number;
  running: number;
  waiting: Turn[];
}

/** The load of the requests of all users. */
interface Load {
  limits: HttpLimits;
  onLimit: (status: number) => void;
  maxHeldPerUser: number;
  users: Map<string, UserLoad>;
  admitted: number;
  held: number;
}

/** One request, from its admission until it has left and its code has ended. */
interface Turn {
  load: Load;
  user: UserLoad;
  state: 'idle' | 'waiting' | 'running' | 'left';
  calls: number;
  /** Calls that count as running. */
  places: number;
  /** Promises of this turn that still run. */
  open: number;
  held: number;
  /** Resolves `start` while the turn is queued. */
  begin?: (runs: boolean) => void;
}

/** Limits how many requests there are at a time, and the memory that they use, in total and per user. */
export function admissionControl(limits: HttpLimits, onLimit: (status: number) => void) {
  /** No user can take what the others need; a large body of text, whose value can take twice its size, always fits. */
  const maxHeldPerUser = Math.max(limits.maxBufferedBytes / 4, limits.maxRequestBytes * 4);
  const users = new Map<string, UserLoad>();
  const load: Load = { limits, onLimit, maxHeldPerUser, users, admitted: 0, held: 0 };
  return {
    admit: (userId: string): AdmittedRequest | Response => admit(load, userId),
    /** Starts all queued calls without a limit: they end at once, because the server stops. */
    startAll() {
      for (const { waiting } of users.values()) waiting.splice(0).forEach(runTurn);
    },
  };
}

function admit(load: Load, id: string): AdmittedRequest | Response {
  const { maxRequests, maxCallsPerUser, maxQueuePerUser } = load.limits;
  if (load.admitted >= maxRequests) return refusal(load, 503, 'The server is busy');
  const user = load.users.get(id) ?? { id, admitted: 0, held: 0, running: 0, waiting: [] };
  // A full queue refuses calls, but must admit the messages that cancel them.
  const spareRequests = maxCallsPerUser;
  if (user.admitted >= maxCallsPerUser + maxQueuePerUser + spareRequests)
    return tooManyRequests(load);
  load.users.set(id, user);
  load.admitted++;
  user.admitted++;
  const state = 'idle';
  const turn: Turn = { load, user, state, calls: 0, places: 0, open: 0, held: 0 };
  return {
    start: (calls) => startTurn(turn, calls),
    hold: (bytes) => holdBytes(turn, bytes),
    running: (code) => trackTurnCode(turn, code),
    endTurn: () => endTurn(turn),
    leave() {
      addHeldBytes(turn, -turn.held);
      endTurn(turn);
      releaseCalls(turn);
    },
  };
}

function startTurn(turn: Turn, calls: number): Promise<boolean> | Response {
  const { load, user } = turn;
  const { maxCallsPerUser, maxQueuePerUser } = load.limits;
  if (calls > maxCallsPerUser)
    return rpcError(400, RPC.refused, `The batch has more than ${maxCallsPerUser} calls`);
  turn.calls = calls;
  if (user.waiting.length === 0 && hasFreeCalls(turn)) {
    runTurn(turn);
    return Promise.resolve(true);
  }
  if (user.waiting.length >= maxQueuePerUser) return tooManyRequests(load);
  turn.state = 'waiting';
  return new Promise<boolean>((resolve) => {
    turn.begin = resolve;
    user.waiting.push(turn);
  });
}

const hasFreeCalls = ({ load, user, calls }: Turn): boolean =>
  user.running + calls <= load.limits.maxCallsPerUser;

function runTurn(turn: Turn): void {
  turn.state = 'running';
  turn.places = turn.calls;
  turn.user.running += turn.places;
  turn.begin?.(true);
}

function holdBytes(turn: Turn, bytes: number): Response | undefined {
  const { load, user } = turn;
  addHeldBytes(turn, bytes);
  if (turn.held > load.maxHeldPerUser) {
    load.onLimit(413);
    return rpcError(413, RPC.refused, 'The request body has too many values');
  }
  if (load.held > load.limits.maxBufferedBytes) return refusal(load, 503, 'The server is busy');
  if (user.held > load.maxHeldPerUser) return refusal(load, 429, 'Too much data at the same time');
  return undefined;
}

function addHeldBytes(turn: Turn, bytes: number): void {
  for (const counter of [turn, turn.load, turn.user]) counter.held += bytes;
}

function trackTurnCode(turn: Turn, code: Promise<unknown>): void {
  turn.open++;
  const onCodeEnd = () => {
    turn.open--;
    releaseCalls(turn);
  };
  code.then(onCodeEnd, onCodeEnd);
}

function endTurn(turn: Turn): void {
  const { load, user } = turn;
  if (turn.state === 'left') return;
  if (turn.state === 'waiting') {
    user.waiting.splice(user.waiting.indexOf(turn), 1);
    turn.begin?.(false);
  }
  turn.state = 'left';
  load.admitted--;
  user.admitted--;
  releaseCalls(turn);
}

function releaseCalls(turn: Turn): void {
  if (turn.state !== 'left' || turn.open > 0) return;
  const { user, load } = turn;
  user.running -= turn.places;
  turn.places = 0;
  for (
    let [nextTurn] = user.waiting;
    nextTurn && hasFreeCalls(nextTurn);
    [nextTurn] = user.waiting
  ) {
    user.waiting.shift();
    runTurn(nextTurn);
  }
  const isIdle = user.admitted === 0 && user.held === 0 && user.running === 0;
  if (isIdle && load.users.size > MAX_IDLE_USERS && load.users.get(user.id) === user)
    load.users.delete(user.id);
}

const tooManyRequests = (load: Load): Response =>
  refusal(load, 429, 'Too many requests at the same time');

function refusal({ onLimit }: Load, status: number, message: string): Response {
  onLimit(status);
  return rpcError(status, RPC.refused, message, { 'retry-after': '1' });
}
