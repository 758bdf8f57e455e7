import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../../model/project.js';
import { bareStatement, limitedTables } from './owners.js';
import { textBefore } from '../../text-before.js';

/** A statement that is written as one text, for a database that keeps the users apart by a parameter. */
export interface Statement {
  written: Located;
  /** No other call has it. */
  isOwn: boolean;
  text: string;
  /** The call that opens the database. */
  database: Value;
  /** Where it is marked as one for all users. */
  shared?: Place;
}

/** "security/composed-statement" reports statements that are not fixed. */
export function* statementsIn(file: SourceFile, code: Code): Generator<Statement> {
  for (const value of file.facts.calls) {
    const { statements = [] } = code.runtime({ file, value: value.callee }) ?? {};
    const database = statements.length > 0 && databaseOf({ file, value }, code);
    if (!database) continue;
    const shared = sharedAt({ file, value }, code);
    for (const path of statements) {
      const given = code.argument({ file, value }, path);
      const text = given && code.constant(given);
      if (!given || typeof text !== 'string') continue;
      const written = code.resolve(given);
      const isInline = written.value === given.value && written.file === file;
      const isOwn = isInline || isUsedOnce(given, written);
      yield { written, isOwn, text, database, ...(shared && { shared }) };
    }
  }
}

/** A constant that only this call names. */
function isUsedOnce({ file, value }: Located, written: Located): boolean {
  if (value.is !== 'name' || written.file !== file) return false;
  const [declared, used, another] = file.text.matchAll(new RegExp(`\\b${value.name}\\b`, 'g'));
  if (!declared || !used || another) return false;
  return textBefore(file.text, declared.index, /(?<=(?:^|\n)([ \t]*const ))/y) !== undefined;
}

/** What the statements of a database limit to the caller: owners and places by table. */
interface Limited {
  owners: Map<string, Set<string>>;
  places: Map<string, Place>;
}

const LIMITED = new WeakMap<ProjectModel, ReadonlyMap<Value, Limited>>();

export function limitedIn(database: Value, project: ProjectModel): Limited {
  const known = LIMITED.get(project) ?? findLimited(project);
  LIMITED.set(project, known);
  return known.get(database) ?? { owners: new Map(), places: new Map() };
}

function findLimited({ files, code }: ProjectModel): ReadonlyMap<Value, Limited> {
  const found = new Map<Value, Limited>();
  for (const file of files.values()) {
    if (file.test || !file.text.includes(':principal.user_id')) continue;
    for (const { written, text, database, shared } of statementsIn(file, code)) {
      if (shared) continue;
      const limited: Limited = found.get(database) ?? { owners: new Map(), places: new Map() };
      found.set(database, limited);
      for (const [table, owner] of limitedTables(bareStatement(text))) {
        limited.owners.set(table, (limited.owners.get(table) ?? new Set()).add(owner));
        limited.places.set(table, written.file.at(written.value));
      }
    }
  }
  return found;
}

/** The database of a statement, where it keeps the users apart by a parameter. */
function databaseOf({ file, value }: Located<CallValue>, code: Code): Value | undefined {
  if (value.callee.is !== 'member') return undefined;
  const database = code.resolve({ file, value: value.callee.object });
  if (database.value.is !== 'call') return undefined;
  const users = code.argument({ file: database.file, value: database.value }, '2.users');
  return users && code.constant(users) === 'parameter' ? database.value : undefined;
}

function sharedAt({ file, value }: Located<CallValue>, code: Code): Place | undefined {
  const properties = value.arguments.flatMap(
    (given) => code.object({ file, value: given })?.properties ?? [],
  );
  const shared = properties.find(({ key }) => key === 'shared');
  return shared && code.constant(shared) !== false ? shared.at : undefined;
}
