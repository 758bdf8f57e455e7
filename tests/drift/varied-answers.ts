let seed = 1;
/** Linear congruential generator, so that a run can be repeated. */
const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
const oneOf = <T>(...choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)] as T; // within
const several = <T>(make: () => T) => Array.from({ length: Math.floor(random() * 4) }, make);
const number = () => Math.floor(random() * 100);
const word = () => number().toString(36);
const optional = (name: string, ...values: unknown[]) =>
  random() < 0.3 ? {} : { [name]: oneOf(...values) };
const mapOf = (make: () => unknown) =>
  Object.fromEntries(several(() => [`${number()}-${number()}`, make()]));

/** An issue as an API that has not changed can answer it: other values, nulls, lists and optional members. */
const varied = () => ({
  id: number(),
  title: word(),
  state: oneOf('open', 'closed'),
  ...optional('assignee', null, { login: word() }, { login: word(), id: number() }),
  labels: several(() => ({ name: word(), ...optional('color', null, word()) })),
  ...optional('estimate', null, word(), random()),
  ...optional('custom', null, word(), number(), [word()], { any: true }),
  ...optional('created', word()),
  ...optional('votes', mapOf(number)),
  ...optional('url', null, word()),
  ...optional('author', null, { name: word(), age: random() }, { name: null }),
  ...optional(
    'flags',
    several(() => random() < 0.5),
  ),
  ...optional(
    'milestones',
    mapOf(() => ({ done: number() })),
  ),
  ...optional('api_token', null, word(), number()),
  ...optional('priority', number()),
});

/** @param canBeMissing whether the API may not find it */
export function variedAnswer(isList: boolean, canBeMissing: boolean) {
  const isSuccess = random() < 0.8;
  const missing = isList || !canBeMissing ? [] : [404, 410];
  const status = isSuccess ? 200 : oneOf(203, 206, 401, 403, 429, 500, 503, ...missing);
  return { status, body: isList ? several(varied) : varied() };
}
