import type { DriftKind } from '../../src/drift/drift.js';

type Members = Record<string, unknown>;

/** An answer of a changed API, and what it is. */
export interface Answer {
  kind: DriftKind;
  what: string;
  body: unknown;
  status?: number;
  headers?: Record<string, string>;
}

/** The recorded answer. The members from `url` on are not in the output schema. */
export const issue = (id = 1): Members => ({
  id,
  title: `Issue ${id}`,
  state: 'open',
  assignee: { login: 'ann', id: 5 },
  labels: [{ name: 'bug', color: 'f00' }, { name: 'old' }],
  estimate: 3,
  custom: 1,
  created: '2026-11-24T10:00:00Z',
  votes: { '71': 1, '72': 0 },
  url: 'https://api.test/issues/1',
  author: { name: 'Bo', age: 30 },
  flags: [true],
  milestones: { '2026-01': { done: 1 }, '2026-02': { done: 0 } },
  api_token: 'REMOVED',
});

const set =
  (changes: Members) =>
  (body: Members): Members => ({ ...body, ...changes });
const without =
  (name: string) =>
  ({ [name]: _, ...others }: Members): Members =>
    others;
const renamed =
  (from: string, to: string) =>
  ({ [from]: value, ...others }: Members): Members => ({ ...others, [to]: value });

/** Changes of an issue, alone or in a list. */
const changes: Partial<Record<DriftKind, Record<string, (body: Members) => Members>>> = {
  same: {
    'another title': set({ title: 'x'.repeat(5_000) }),
    'another state': set({ state: 'closed' }),
    'no assignee': set({ assignee: null }),
    'no assignee at all': without('assignee'),
    'an assignee without the optional id': set({ assignee: { login: 'cy' } }),
    'no labels': set({ labels: [] }),
    'more labels': set({ labels: [{ name: 'a' }, { name: 'b' }, { name: 'c', color: null }] }),
    'the other type of a union': set({ estimate: '3 days' }),
    'no estimate': set({ estimate: null }),
    'another value of any type': set({ custom: 'text' }),
    'a list of any type': set({ custom: ['text'] }),
    'no date': without('created'),
    'other ids of a map': set({ votes: { '99': 12, 'a-1': 0 } }),
    'an empty map': set({ votes: {} }),
    'no map': without('votes'),
    'a new member': set({ priority: 1 }),
    'a new member below another': set({ author: { name: 'Bo', age: 30, mail: 'x' } }),
    'an undeclared member less': without('url'),
    'an undeclared object less': without('author'),
    'null in place of an undeclared object': set({ author: null }),
    'null in place of an undeclared text': set({ url: null }),
    'a fraction': set({ author: { name: 'Bo', age: 30.5 } }),
    'other months': set({ milestones: { '2026-03': { done: 7 } } }),
    'no months': set({ milestones: {} }),
    'an empty undeclared list': set({ flags: [] }),
    'another type of a secret': set({ api_token: 17 }),
    'another secret': set({ api_token: 'abc' }),
    'no secret': without('api_token'),
    'another order': ({ id, ...others }) => ({ ...others, id }),
    'a large number': set({ author: { name: 'Bo', age: 1e30 } }),
  },
  changed: {
    'an undeclared text is a number': set({ url: 7 }),
    'an undeclared text is an object': set({ url: { href: 'x' } }),
    'an undeclared text is a list': set({ url: ['x'] }),
    'an undeclared object is a text': set({ author: 'Bo' }),
    'an undeclared object is a list': set({ author: [] }),
    'an undeclared number is a text': set({ author: { name: 'Bo', age: '30' } }),
    'an undeclared text is a truth value': set({ author: { name: true, age: 30 } }),
    'undeclared items are texts': set({ flags: ['yes'] }),
    'an undeclared list is an object': set({ flags: { yes: true } }),
    'months are numbers': set({ milestones: { '2026-03': 7 } }),
    'what months have is a text': set({ milestones: { '2026-03': { done: 'yes' } } }),
    'a required list is gone, and has a default': without('labels'),
  },
  breaking: {
    'an id is a text': ({ id, ...others }) => ({ ...others, id: String(id) }),
    'an id is a fraction': set({ id: 1.5 }),
    'an id is null': set({ id: null }),
    'an id is gone': without('id'),
    'an id is renamed': renamed('id', 'issue_id'),
    'a title is null': set({ title: null }),
    'a title is gone': without('title'),
    'a title is a number': set({ title: 1 }),
    'a title is renamed': renamed('title', 'name'),
    'a new state': set({ state: 'merged' }),
    'a state is null': set({ state: null }),
    'a state is a number': set({ state: 1 }),
    'an assignee is a text': set({ assignee: 'ann' }),
    'an assignee is a list': set({ assignee: [{ login: 'ann' }] }),
    'an assignee has no login': set({ assignee: { id: 5 } }),
    'the id of an assignee is a text': set({ assignee: { login: 'ann', id: '5' } }),
    'labels are null': set({ labels: null }),
    'labels are an object': set({ labels: { bug: true } }),
    'labels are texts': set({ labels: ['bug'] }),
    'a label has no name': set({ labels: [{ name: 'bug' }, { color: 'f00' }] }),
    'a name of a label is null': set({ labels: [{ name: null }] }),
    'a color is a number': set({ labels: [{ name: 'bug', color: 255 }] }),
    'an estimate is a truth value': set({ estimate: true }),
    'an estimate is an object': set({ estimate: { days: 3 } }),
    'a date is a number': set({ created: 1_732_442_400 }),
    'a date is null': set({ created: null }),
    'votes are a list': set({ votes: [1] }),
    'votes are texts': set({ votes: { '71': 'one' } }),
    'votes are null': set({ votes: null }),
  },
};

const valueAnswers: Answer[] = Object.entries(changes).flatMap(([kind, ofKind]) =>
  Object.entries(ofKind).map(([what, change]) => ({
    kind: kind as DriftKind, // keys of the table
    what,
    body: change(issue()),
  })),
);

const status = (kind: DriftKind, ...statuses: number[]): Answer[] =>
  statuses.map((code) => ({ kind, what: `status ${code}`, status: code, body: { error: 'x' } }));

const statusAnswers: Answer[] = [
  ...status('later', 408, 429, 500, 502, 503, 504),
  ...status('sign in', 401, 403),
  ...status('breaking', 400, 405, 422),
  {
    kind: 'later',
    what: 'a rate limit with status 403',
    status: 403,
    headers: { 'x-ratelimit-remaining': '0' },
    body: { message: 'API rate limit exceeded' },
  },
  ...[200, 203].map((code): Answer => ({
    kind: 'sign in',
    what: `a page to sign in, with status ${code}`,
    status: code,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Sign in</title>',
  })),
  ...[302, 303, 307].map((code): Answer => ({
    kind: 'sign in',
    what: `the address of another page, with status ${code}`,
    status: code,
    headers: { location: 'https://api.test/login' },
    body: '',
  })),
  {
    kind: 'breaking',
    what: 'another address for ever',
    status: 308,
    headers: { location: 'https://api.test/v2' },
    body: '',
  },
];

/** Answers of `GET /issues/{id}`. */
export const issueAnswers: readonly Answer[] = [
  ...valueAnswers,
  ...statusAnswers,
  ...status('record again', 404, 410),
  ...[203, 206].map((code): Answer => ({
    kind: 'same',
    what: `status ${code}`,
    status: code,
    body: issue(),
  })),
  { kind: 'breaking', what: 'a wrapped issue', body: { data: issue() } },
  { kind: 'breaking', what: 'a list', body: [issue()] },
  { kind: 'breaking', what: 'a text', body: 'hello' },
  { kind: 'breaking', what: 'null', body: null },
];

/** Answers of `GET /issues`, which has no variable. */
export const listAnswers: readonly Answer[] = [
  ...valueAnswers.map((answer) => ({ ...answer, body: [answer.body, answer.body] })),
  ...statusAnswers,
  ...status('breaking', 404, 410),
  { kind: 'same', what: 'no issues', body: [] },
  { kind: 'same', what: 'one issue', body: [issue()] },
  { kind: 'same', what: 'labels in some issues only', body: [issue(), without('labels')(issue())] },
  { kind: 'breaking', what: 'one issue without an id', body: [issue(), without('id')(issue())] },
  { kind: 'breaking', what: 'a wrapped list', body: { issues: [issue()] } },
  { kind: 'breaking', what: 'no list', body: issue() },
];
