import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

export interface Admitted {
  /** Waits until so many more calls of this user may run; false where its turn ends before. Or refuses them. */
  start(calls: number): Promise<boolean> | Response;
  /** Counts memory that the request takes, until it leaves; or refuses it. */
  hold(bytes: number): Response | undefined;
  /** Notes code of its calls: they count as running until it has ended, also after the client has left. */
  running(code: Promise<unknown>): void;
  /** Ends the turn; what the request holds is still counted. */
  endTurn(): void;
  leave(): void;
}

/**
 * Idle users that stay. An entry that comes and goes with each request makes the map build its table again and again, and
 * an old table keeps what is in the next one until the next full collection.
 */
const IDLE_USERS = 1_000;

interface User {
  id: string;
  admitted: number;
  /** In bytes. */
  held: number;
  running: number;
  waiting: Turn[];
}

/** What the requests of all users take. */
interface Load {
  limits: HttpLimits;
  onLimit: (status: number) => void;
  maxHeldPerUser: number;
  users: Map<string, User>;
  admitted: number;
  /** In bytes. */
  held: number;
}

/** One request, from its admission until it has left and its code has ended. */
interface Turn {
  load: Load;
  user: User;
  state: 'idle' | 'waiting' | 'running' | 'left';
  calls: number;
  /** Calls that count as running. */
  places: number;
  /** How much code uses them. */
  open: number;
  /** In bytes. */
  held: number;
  /** Where it waits. */
  begin?: (runs: boolean) => void;
}

/** How many requests there are at a time, and what they hold, of all callers and of each. */
export function admission(limits: HttpLimits, onLimit: (status: number) => void) {
  /** No user can take what the others need; a large body of text, whose value can take twice its size, always fits. */
  const maxHeldPerUser = Math.max(limits.maxBufferedBytes / 4, limits.maxRequestBytes * 4);
  const users = new Map<string, User>();
  const load: Load = { limits, onLimit, maxHeldPerUser, users, admitted: 0, held: 0 };
  return {
    admit: (userId: string): Admitted | Response => admit(load, userId),
    /** Calls that wait begin, however many there are: they end at once where the server stops. */
    beginAll() {
      for (const { waiting } of users.values()) waiting.splice(0).forEach(run);
    },
  };
}

function admit(load: Load, id: string): Admitted | Response {
  const { maxRequests, maxCallsPerUser, maxQueuePerUser } = load.limits;
  if (load.admitted >= maxRequests) return refusal(load, 503, 'The server is busy');
  const user = load.users.get(id) ?? { id, admitted: 0, held: 0, running: 0, waiting: [] };
  // A full queue takes no calls, but the messages that cancel them.
  const spare = maxCallsPerUser;
  if (user.admitted >= maxCallsPerUser + maxQueuePerUser + spare) return tooMany(load);
  load.users.set(id, user);
  load.admitted++;
  user.admitted++;
  const state = 'idle';
  const turn: Turn = { load, user, state, calls: 0, places: 0, open: 0, held: 0 };
  return {
    start: (calls) => start(turn, calls),
    hold: (bytes) => hold(turn, bytes),
    running: (code) => holdPlaces(turn, code),
    endTurn: () => endTurn(turn),
    leave() {
      take(turn, -turn.held);
      endTurn(turn);
      freePlaces(turn);
    },
  };
}

function start(turn: Turn, calls: number): Promise<boolean> | Response {
  const { load, user } = turn;
  const { maxCallsPerUser, maxQueuePerUser } = load.limits;
  if (calls > maxCallsPerUser)
    return rpcError(400, RPC.refused, `The batch has more than ${maxCallsPerUser} calls`);
  turn.calls = calls;
  if (user.waiting.length === 0 && mayRun(turn)) {
    run(turn);
    return Promise.resolve(true);
  }
  if (user.waiting.length >= maxQueuePerUser) return tooMany(load);
  turn.state = 'waiting';
  return new Promise<boolean>((resolve) => {
    turn.begin = resolve;
    user.waiting.push(turn);
  });
}

const mayRun = ({ load, user, calls }: Turn): boolean =>
  user.running + calls <= load.limits.maxCallsPerUser;

function run(turn: Turn): void {
  turn.state = 'running';
  turn.places = turn.calls;
  turn.user.running += turn.places;
  turn.begin?.(true);
}

function hold(turn: Turn, bytes: number): Response | undefined {
  const { load, user } = turn;
  take(turn, bytes);
  if (turn.held > load.maxHeldPerUser) {
    load.onLimit(413);
    return rpcError(413, RPC.refused, 'The request body has too many values');
  }
  if (load.held > load.limits.maxBufferedBytes) return refusal(load, 503, 'The server is busy');
  if (user.held > load.maxHeldPerUser) return refusal(load, 429, 'Too much data at the same time');
  return undefined;
}

function take(turn: Turn, bytes: number): void {
  for (const holder of [turn, turn.load, turn.user]) holder.held += bytes;
}

function holdPlaces(turn: Turn, code: Promise<unknown>): void {
  turn.open++;
  const ended = () => {
    turn.open--;
    freePlaces(turn);
  };
  code.then(ended, ended);
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
  freePlaces(turn);
}

function freePlaces(turn: Turn): void {
  if (turn.state !== 'left' || turn.open > 0) return;
  const { user, load } = turn;
  user.running -= turn.places;
  turn.places = 0;
  for (let [next] = user.waiting; next && mayRun(next); [next] = user.waiting) {
    user.waiting.shift();
    run(next);
  }
  const isIdle = user.admitted === 0 && user.held === 0 && user.running === 0;
  if (isIdle && load.users.size > IDLE_USERS && load.users.get(user.id) === user)
    load.users.delete(user.id);
}

const tooMany = (load: Load): Response => refusal(load, 429, 'Too many requests at the same time');

function refusal({ onLimit }: Load, status: number, message: string): Response {
  onLimit(status);
  return rpcError(status, RPC.refused, message, { 'retry-after': '1' });
}
