import { type CallPolicy, type CallResult, performCall } from '../call/call.js';
import { type CallContext, recordOf } from '../call/call-context.js';
import { CallEndedError, OpenCalls, TaskCancelledError } from '../call/call-limit.js';
import type { ProtocolResult, Tool } from '../call/define/definitions.js';
import { toolNamed } from '../call/define/former-names.js';
import type { Registrations } from '../call/define/registrations.js';
import { digestOf, Rounds } from '../call/elicitation/rounds.js';
import { errorResult } from '../call/result/error-result.js';
import { MAX_RESULT_BYTES } from '../call/result/json-length.js';
import { ToolError } from '../call/result/tool-error.js';
import { parseArguments } from '../call/schema/bounded-parse.js';
import { toolCall } from '../call/tool-calls.js';
import { recordsOf } from '../credentials/encrypted-records.js';
import { openJobs } from '../credentials/jobs.js';
import { principalRecord } from '../credentials/principal-record.js';
import { createVault, type Vault } from '../credentials/vault.js';
import { type Principal, storedPrincipal } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import type { JobEnd, JobQueue } from '../project/job-queue.js';
import { log } from '../project/log.js';
import { type Project, runInProject } from '../project/project.js';
import { durationMs } from '../utils/duration.js';
import { countSetting } from '../utils/settings.js';
import { unrefTimer, withDeadline } from '../utils/time.js';
import { truncate } from '../utils/truncate.js';
import {
  currentState,
  failedState,
  isFinished,
  KEPT_MS,
  readableUntil,
  TaskRecord,
} from './record.js';

/** Longest run of a task, in milliseconds. */
const RUN_MS = 3_600_000;
/** How long a stop of the server waits for runs that must not be repeated. */
const STOP_MS = 10_000;
const SWEEP_MS = 600_000;
/** Most stored tasks of a user; finished ones make room. */
const MAX_STORED = 100;
const MAX_MESSAGE_LENGTH = 1_000;

/** The task does not exist, or belongs to another user: a caller must not learn which. */
export class NoTaskError extends Error {}

interface TaskSettings {
  /** Time in which a task has to end. */
  ttlMs: number;
  /** Most tasks of a user that have not ended. */
  mostPerUser: number;
  leaseMs: number;
  maxResultBytes: number;
}

interface Parts {
  vault: Vault;
  jobs: JobQueue;
  policy: CallPolicy;
  tools(): Registrations['tools'];
  settings: TaskSettings;
}

type Change = (record: TaskRecord) => Partial<TaskRecord> | undefined;

/**
 * Opens the tasks of a provider in a project, in the store of its credentials, and continues those
 * whose process was lost.
 */
export function openTasks(
  provider: string,
  project: Project,
  parts: Pick<Parts, 'policy' | 'tools'>,
): Tasks {
  const { env, ending } = project;
  const leaseMs = countSetting('MCP_TASK_LEASE_MS', env) ?? 10_000;
  const vault = createVault(provider);
  const jobs = openJobs(vault, 'job', project, {
    leaseMs,
    slots: countSetting('MCP_TASK_SLOTS', env) ?? 10,
  });
  const settings = {
    leaseMs,
    ttlMs: countSetting('MCP_TASK_TTL_MS', env) ?? 24 * 3_600_000,
    mostPerUser: countSetting('MCP_TASKS_PER_USER', env) ?? 20,
    maxResultBytes: countSetting('MCP_MAX_RESULT_BYTES', env) ?? MAX_RESULT_BYTES,
  };
  const tasks = new Tasks({ ...parts, vault, jobs, settings });
  runInProject(project, () => tasks.start());
  ending.add(() => tasks.close());
  return tasks;
}

/**
 * Returns whether a tool may run again when it is not known whether its last run took effect; with
 * `once`, the run itself finds out.
 */
const isRepeatable = ({ annotations = {}, once }: Tool): boolean =>
  annotations.readOnlyHint === true || annotations.idempotentHint === true || once !== undefined;

const INTERRUPTED =
  'The server that ran the tool ended or stood still. The tool may have taken effect, in whole or in part: check before you repeat it. It was not repeated, because it is not declared idempotent.';

const CANCELLED = 'The task was cancelled.';

/** What a cancelled task may leave behind whose run does not report it any more. */
const CANCELLED_LATER = `${CANCELLED} What the tool did before stays: check before you repeat it.`;

/** An id has a digest of its owner, the time until which the task is kept, and 160 random bits. */
const OWNER_LENGTH = 16;
const EXPIRY_LENGTH = 9;
const ID = /^[0-9a-f]{16}[0-9a-z]{9}[0-9a-f]{40}$/;

/** The tasks of one provider (SEP-2663). */
export class Tasks {
  readonly #parts: Parts;
  readonly #records;
  /** Runs in this process, by task. */
  readonly #runs = new Map<string, { control: AbortController; isRepeatable: boolean }>();
  #isClosing = false;
  #sweep: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#records = recordsOf(parts.vault, 'task', TaskRecord);
  }

  start(): void {
    const { jobs, vault } = this.#parts;
    const report = (error: unknown) => log('error', 'task', error, { provider: vault.provider });
    jobs.start(
      (id, signal) => this.#run(id, signal),
      report,
      () => this.#unfinished(),
    );
    this.#sweep = unrefTimer(
      setInterval(() => void this.#removeExpired('').catch(report), SWEEP_MS),
    );
  }

  /** Runs that may be repeated end at once, and another process continues them; others get time to end. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweep);
    const stopped = this.#parts.jobs.stop();
    for (const run of this.#runs.values()) if (run.isRepeatable) run.control.abort();
    await withDeadline(STOP_MS, stopped).catch(() => {}); // another process reports these as interrupted
  }

  /**
   * Begins a task, which is stored when this resolves. The same call of a tool with `once` has the
   * same task.
   * @throws ToolError if the arguments are invalid, or the user has too many tasks
   */
  async begin(tool: Tool, args: unknown, context: CallContext): Promise<TaskRecord> {
    const { problem } = parseArguments(tool.input, args);
    if (problem !== undefined) throw new ToolError(`Invalid arguments: ${problem}`);
    const { principal } = recordOf(context);
    const owner = this.#ownerOf(principal.userId);
    const now = Date.now();
    const endsAt = now + this.#parts.settings.ttlMs;
    const random = nodeCrypto().randomBytes(20).toString('hex');
    const { questions } = context;
    const { form = false, url = false } = questions?.can ?? {};
    const record: TaskRecord = {
      id: `${owner}${readableUntil({ endsAt }).toString(36).padStart(EXPIRY_LENGTH, '0')}${random}`,
      principal: principalRecord(principal),
      tool: tool.name,
      args,
      can: { form, url },
      createdAt: now,
      updatedAt: now,
      endsAt,
      status: 'working',
      asked: 0,
      open: {},
      responses: {},
      // What the user has answered in the call, such as to middleware, is not asked again in the task.
      ...(questions instanceof Rounds && {
        memory: { ...questions.memory, call: digestOf(['tool', tool.name, args]) },
      }),
    };
    return this.#parts.vault.withLock(`tasks ${owner}`, async () => {
      const records = await this.#storedOf(owner);
      const same = await sameTask(tool, args, records);
      if (same) return same;
      await this.#makeRoom(records);
      await this.#parts.jobs.add(record.id, () => this.#records.write(record.id, record));
      return record;
    });
  }

  /**
   * @param offeredTools tools of the address: a tool that it does not have has no tasks there
   * @throws NoTaskError
   */
  async get(
    { userId }: Principal,
    id: string,
    offeredTools: Registrations['tools'] = this.#parts.tools(),
  ): Promise<TaskRecord> {
    const isOwn = ID.test(id) && id.startsWith(this.#ownerOf(userId)) && !isExpired(id);
    const record = isOwn ? await this.#read(id) : undefined;
    if (record?.principal.userId !== userId || !toolNamed(offeredTools, record.tool))
      throw new NoTaskError('Task not found');
    return record;
  }

  /** Responds to open questions; responses to others have no effect. @throws NoTaskError */
  async update(
    principal: Principal,
    id: string,
    responses: Readonly<Record<string, unknown>>,
    offeredTools?: Registrations['tools'],
  ): Promise<void> {
    const { open } = await this.get(principal, id, offeredTools);
    if (!Object.keys(open).some((key) => Object.hasOwn(responses, key))) return;
    await this.#parts.jobs.add(id, () =>
      this.#change(id, (record) => {
        const questions = Object.entries(record.open);
        const answeredQuestions = questions.filter(([key]) => Object.hasOwn(responses, key));
        if (isFinished(record) || answeredQuestions.length === 0) return undefined;
        const remaining = questions.filter(([key]) => !Object.hasOwn(responses, key));
        const values = answeredQuestions.map(
          ([key, question]) => [question.key, responses[key]] as const,
        );
        return {
          open: Object.fromEntries(remaining),
          responses: { ...record.responses, ...Object.fromEntries(values) },
          ...(remaining.length === 0 && { status: 'working' as const }),
        };
      }),
    );
  }

  /** @throws NoTaskError */
  async cancel(
    principal: Principal,
    id: string,
    offeredTools?: Registrations['tools'],
  ): Promise<void> {
    await this.get(principal, id, offeredTools);
    await this.#change(id, (record) => {
      if (isFinished(record)) return undefined;
      if (record.runId !== undefined) return { isCancelled: true };
      const message =
        record.status === 'input_required' ? this.#cancelledMessage(record) : CANCELLED;
      return { status: 'cancelled', open: {}, message };
    });
    this.#runs.get(id)?.control.abort(new TaskCancelledError()); // another process reads it at its next heartbeat
  }

  #cancelledMessage({ tool: name }: TaskRecord): string {
    const isReadOnly = toolNamed(this.#parts.tools(), name)?.annotations?.readOnlyHint === true;
    return isReadOnly ? CANCELLED : CANCELLED_LATER;
  }

  /** Runs a task in this process, unless it has ended, waits or belongs to another run. */
  async #run(id: string, lost: AbortSignal): Promise<JobEnd> {
    const record = await this.#read(id);
    if (!record) return 'done';
    const runId = nodeCrypto().randomUUID();
    const taskCall = this.#findTool(record);
    const begun = await this.#beginRun(id, runId, taskCall?.tool);
    if (begun?.status === 'working' && begun.runId !== runId) return this.#parts.settings.leaseMs;
    if (!taskCall || begun?.runId !== runId) return 'done';
    const run = new TaskRun(begun, (change) =>
      this.#change(id, (current) => (current.runId === runId ? change(current) : undefined)),
    );
    const control = new AbortController();
    lost.addEventListener('abort', () => control.abort(), { once: true });
    const heartbeat = this.#startHeartbeat(run, runId, control);
    const canRepeat = isRepeatable(taskCall.tool);
    this.#runs.set(id, { control, isRepeatable: canRepeat });
    try {
      const outcome = await this.#perform(begun, taskCall.call, control.signal, run);
      clearInterval(heartbeat);
      const isGivenBack = this.#isClosing && control.signal.aborted && canRepeat;
      const endedRecord = await run.end(outcome, isGivenBack);
      return endedRecord?.status === 'working' ? 'again' : 'done';
    } finally {
      clearInterval(heartbeat);
      this.#runs.delete(id);
    }
  }

  /** Returns the tool of a task and its call; undefined if this server does not have the tool. */
  #findTool({ tool: name, args }: TaskRecord) {
    const tools = this.#parts.tools();
    const tool = toolNamed(tools, name);
    const call = toolCall(tools, name, args);
    return tool && call && { tool, call };
  }

  /**
   * Stores that this run has the task, if the task has to run and `tool` may run again after a lost
   * run.
   * @returns the task after that; undefined if nothing had to change
   */
  #beginRun(id: string, runId: string, tool: Tool | undefined): Promise<TaskRecord | undefined> {
    return this.#change(id, (current) => {
      if (current.status !== 'working') return undefined;
      if (current.isCancelled)
        return { status: 'cancelled', runId: undefined, message: this.#cancelledMessage(current) };
      if (!tool) return { message: `Waits for a server with the tool "${current.tool}".` };
      if (current.runId !== undefined && !isRepeatable(tool)) return failedState(INTERRUPTED);
      return { runId };
    });
  }

  /** Stores the progress of a run at intervals, and ends the run if the task was cancelled or taken over. */
  #startHeartbeat(run: TaskRun, runId: string, control: AbortController): NodeJS.Timeout {
    const beat = async () => {
      const current = await run.report();
      if (current?.isCancelled) control.abort(new TaskCancelledError());
      else if (current?.runId !== runId) control.abort();
    };
    const ignore = () => {}; // the next heartbeat may succeed
    return setInterval(() => void beat().catch(ignore), this.#parts.settings.leaseMs / 3);
  }

  /** Runs the tool as its caller, with the access decision, middleware and audit of a call. */
  #perform(
    { id, principal, endsAt }: TaskRecord,
    call: NonNullable<ReturnType<typeof toolCall>>,
    signal: AbortSignal,
    run: TaskRun,
  ): Promise<CallResult<ProtocolResult>> {
    const { vault, policy, settings } = this.#parts;
    const subject = {
      provider: vault.provider,
      ...call,
      principal: storedPrincipal(principal),
      policy,
      incoming: () => ({ id, meta: {}, header: () => undefined }),
      request: {
        id: nodeCrypto().randomUUID().slice(0, 8),
        maxResultBytes: settings.maxResultBytes,
        calls: new OpenCalls(Math.min(RUN_MS, endsAt - Date.now())),
      },
      progress: run.progress,
      questions: () => run.rounds,
    };
    return performCall(subject, signal, call.run);
  }

  async #read(id: string): Promise<TaskRecord | undefined> {
    const record = await this.#records.read(id);
    return record ? currentState(record) : undefined;
  }

  /** Changes a task, unless `change` returns undefined. @returns the changed task */
  async #change(id: string, change: Change): Promise<TaskRecord | undefined> {
    const changedRecord = await this.#records.change(id, (current) => {
      const record = current && currentState(current);
      const changes = record && change(record);
      return changes ? { ...record, ...changes, updatedAt: Date.now() } : undefined;
    });
    return changedRecord ?? undefined;
  }

  /** Runs under a lock of the user. @throws ToolError if the user has too many tasks */
  async #makeRoom(records: readonly TaskRecord[]): Promise<void> {
    const { mostPerUser } = this.#parts.settings;
    const unfinishedCount = records.filter((record) => !isFinished(record)).length;
    if (unfinishedCount >= mostPerUser)
      throw new ToolError(`This user has ${unfinishedCount} tasks that have not ended.`, {
        advice: 'Wait until one of them ends, or cancel one.',
      });
    const removable = records
      .filter((record) => isFinished(record) && record.updatedAt + KEPT_MS < Date.now())
      .sort((a, b) => a.updatedAt - b.updatedAt);
    const surplus = records.length + 1 - MAX_STORED;
    if (surplus > removable.length)
      throw new ToolError(`This user has ${records.length} tasks whose results are kept.`, {
        advice: 'Try again in 10 minutes.',
      });
    for (const { id } of removable.slice(0, Math.max(0, surplus))) await this.#records.remove(id);
  }

  async #storedOf(owner: string): Promise<TaskRecord[]> {
    if (!(await this.#parts.vault.records()).list)
      throw new Error('Tasks require a store with "list".');
    const records: TaskRecord[] = [];
    for (const id of await this.#removeExpired(owner)) {
      const record = await this.#read(id);
      if (record) records.push(record);
    }
    return records;
  }

  /** @returns the ids of the tasks of an owner, or of all, whose time is not over */
  async #removeExpired(owner: string): Promise<string[]> {
    const ids = await this.#records.keys(owner);
    for (const id of ids.filter(isExpired)) await this.#records.remove(id);
    return ids.filter((id) => !isExpired(id));
  }

  /** Returns the ids of the tasks of all users that have to run. */
  async #unfinished(): Promise<string[]> {
    const ids: string[] = [];
    for (const id of await this.#removeExpired(''))
      if ((await this.#read(id))?.status === 'working') ids.push(id);
    return ids;
  }

  /** Returns the start of the ids of a user's tasks. */
  #ownerOf(userId: string): string {
    const { provider, origin } = this.#parts.vault;
    const owner = JSON.stringify([provider, origin(), userId]);
    return nodeCrypto().createHash('sha256').update(owner).digest('hex').slice(0, OWNER_LENGTH);
  }
}

/** Returns the task of the same call of a tool with `once`, if it runs or its result still counts. */
async function sameTask(
  { name, input, once }: Tool,
  args: unknown,
  tasks: readonly TaskRecord[],
): Promise<TaskRecord | undefined> {
  if (once === undefined) return undefined;
  const { identityOf } = await import('../call/call-identity.js');
  const identity = await identityOf(input, args);
  for (const task of tasks) {
    const hasResult = task.status === 'completed' && task.result?.isError !== true;
    const isCurrent = hasResult && task.updatedAt + durationMs(once) > Date.now();
    if (task.tool !== name || (!isCurrent && isFinished(task))) continue;
    if ((await identityOf(input, task.args)) === identity) return task;
  }
  return undefined;
}

const isExpired = (id: string): boolean =>
  parseInt(id.slice(OWNER_LENGTH, OWNER_LENGTH + EXPIRY_LENGTH), 36) < Date.now();

/** One run of a task: what it reports, asks and stores. */
class TaskRun {
  readonly rounds: TaskRounds;
  readonly #change: (change: Change) => Promise<TaskRecord | undefined>;
  #message: string | undefined;

  /** @param change changes the record while it belongs to this run */
  constructor(record: TaskRecord, change: (change: Change) => Promise<TaskRecord | undefined>) {
    this.#change = change;
    this.#message = record.message;
    this.rounds = new TaskRounds(record, () =>
      this.#change(() => ({ memory: this.rounds.memory })),
    );
  }

  readonly progress: NonNullable<CallContext['progress']> = ({ progress, total, message }) => {
    const count = total === undefined ? `${progress}` : `${progress}/${total}`;
    this.#message = truncate(message ? `${count}: ${message}` : count, MAX_MESSAGE_LENGTH);
  };

  /** Stores the progress. @returns undefined if another run has the task */
  report = (): Promise<TaskRecord | undefined> => this.#change(() => ({ message: this.#message }));

  /** @param isGivenBack whether another process continues the task */
  end(outcome: CallResult<ProtocolResult>, isGivenBack: boolean): Promise<TaskRecord | undefined> {
    return this.#change((record) => {
      if (isFinished(record)) return undefined;
      const end = { runId: undefined, message: this.#message };
      if (record.isCancelled && !outcome.ok)
        return { ...end, status: 'cancelled', message: outcome.message };
      if (this.rounds.open.size > 0 && !record.isCancelled)
        return { ...end, status: 'input_required', ...this.rounds.waiting(record) };
      if (isGivenBack) return { ...end, memory: this.rounds.memory };
      if (!outcome.ok && outcome.rpc)
        return failedState(outcome.message, outcome.rpc.code, outcome.rpc.data);
      const result = outcome.ok ? outcome.value : errorResult(outcome);
      return { ...end, status: 'completed', result };
    });
  }
}

/** Questions of a task. Results of `once` are stored before the run continues. */
class TaskRounds extends Rounds {
  readonly #save: () => Promise<TaskRecord | undefined>;

  constructor(
    { can, tool, args, memory, responses }: TaskRecord,
    save: () => Promise<TaskRecord | undefined>,
  ) {
    super({ can: () => can, call: ['tool', tool, args], memory, responses });
    this.#save = save;
  }

  override async once<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.memory.done.length;
    const value = await super.once(key, task);
    if (this.memory.done.length > before && !(await this.#save()))
      throw new CallEndedError('cancelled', 'Another server continues this task.');
    return value;
  }

  /** Returns the members of a record that waits for the user. */
  waiting({ asked }: TaskRecord): Pick<TaskRecord, 'asked' | 'open' | 'responses' | 'memory'> {
    const open = Array.from(
      this.open,
      ([key, question], index) => [`question_${asked + index + 1}`, { key, question }] as const,
    );
    return {
      asked: asked + open.length,
      open: Object.fromEntries(open),
      responses: {},
      memory: this.memory,
    };
  }
}
