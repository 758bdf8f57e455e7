import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { lastName } from '../values/children.js';

/** Methods of query builders with no other meaning, whose first argument is SQL as it is. */
const RAW =
  /^((or|and)?(where|having)(Not)?|orderBy|groupBy|join|from|with|column|update|returning)Raw$|^\$(query|execute)RawUnsafe$/i;
/** Such methods that other packages have, too. */
const OF_BUILDER = /^(raw|lit|literal|unsafe)$/;
const BUILDERS =
  /^(knex|kysely|sequelize|sequelize-typescript|typeorm|drizzle-orm|postgres|slonik|@prisma\/client|objection|@mikro-orm\/.+)(\/.*)?$/;
/** What they are called where they are parameters. */
const BUILDER = /^(knex|sql|db|database|sequelize|prisma|trx|tx|transaction|kysely|drizzle|qb)$/i;

/** Methods that take a column, an object or a text: here a text with a value in it. */
const CONDITION = /^(and|or)?(where|having)$/i;
const HAS_VALUE = /(=|<|>|\blike|\bin\s*\()\s*['"(%]*(\$\{|['"`]\s*\+)/i;

/** The argument of a call that a query builder puts into a statement as it is: `knex.raw(text)`, `sql.raw(text)`. */
export function sqlText({ file, value }: Located<CallValue>, code: Code): Value | undefined {
  const { callee, arguments: given } = value;
  const name = lastName(callee);
  const [first] = given;
  const isText =
    RAW.test(name) ||
    isRaw({ file, value: callee }, code) ||
    (first &&
      callee.is === 'member' &&
      CONDITION.test(name) &&
      HAS_VALUE.test(file.text.slice(first.start, first.end)));
  return isText ? first : undefined;
}

function isRaw({ file, value }: Located, code: Code): boolean {
  if (value.is === 'member')
    return OF_BUILDER.test(value.name) && isBuilder({ file, value: value.object }, code);
  const origin = code.origin({ file, value });
  return origin.is === 'external' && BUILDERS.test(origin.module) && OF_BUILDER.test(origin.path);
}

function isBuilder(object: Located, code: Code): boolean {
  const { file, value } = code.resolve(object);
  const origin = code.origin({ file, value: value.is === 'call' ? value.callee : value });
  return origin.is === 'external'
    ? BUILDERS.test(origin.module)
    : origin.is !== 'global' && BUILDER.test(lastName(object.value));
}
