const ROWS: readonly (readonly [forms: readonly string[], meaning: string])[] = [
  [['string', 'integer', 'number', 'boolean'], 'a type of JSON Schema'],
  [['int64'], 'a 64-bit integer; beyond 2^53, its digits'],
  [['date-time', 'date', 'email', 'uri', 'uuid'], 'a string of that format'],
  [['open|closed|all'], 'one of these'],
  [['string[]', '(me|others)[]'], 'a list'],
  [['integer(1..100)', 'string(..80)'], 'bounds of a value, of a length'],
  [['string[](1..10)'], 'bounds of the number of items'],
  [['string!'], 'required'],
  [['integer=50', 'string="a b"'], 'optional: the call gets this default'],
];

/** The forms of types that the help shows. */
export const typeForms: readonly string[] = ROWS.flatMap(([forms]) => forms);

/** The types of arguments, for `--help` and the README. */
export const typesText: string = [
  'Types, as in --param "limit:integer(1..100)=50 How many":',
  ...ROWS.map(([forms, description]) => `  ${forms.join(', ').padEnd(38)}${description}`),
  '  Without a type, it is a string ("sku!"), "limit" or "offset" an integer. "days==3" is a constant, no argument.',
  '  A space ends the type; what follows is "@query", "@body" or "@header", and the description (in quotes, if others follow).',
].join('\n');
