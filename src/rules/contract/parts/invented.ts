import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { isMadeUp } from './canned.js';
import { type KnownRecord, recordsIn } from './records.js';
import { isNumbered, isSample } from './samples.js';

const ID = /^(\w*_?id|\w*Id|key|uuid)$/;
/** Ids and fields of results that say what went wrong. */
const OF_FAILURE = /err|fail|reason|problem|unavailable|retr|request|trace|correlation|incident/i;
const DONE =
  /^(ok|success(ful)?|succeeded|done|saved|sent|created|updated|deleted|submitted|accepted|booked|confirmed|cancell?ed|completed?|applied|published|posted|added|removed)$/i;
/** Numbers that are no data of the API, or that an empty list has. */
const COUNT =
  /(^|_)(counts?|total|size|length|number|page|pages|offset|limit|took|ms|seconds|duration|attempts?|code|status|version|port|progress)$/;
/** What is only true where something else does it later. */
const PENDING = /^(pending|queued|processing|scheduled|in_progress)$/i;
const OUTAGE = /['"`](unavailable|timeout|network|E[A-Z]{6,})['"`]|\b50[0234]\b/;
const STATUS = /^(status|state|result)$/;

/** What a function returns where a request has failed, and which looks like the records of the API, or like its receipt. */
export const inventedIn = ({ file, function: made }: LocatedFunction, code: Code): Located[] =>
  failing({ file, function: made }, code).filter(({ handler, ...each }) =>
    recordsIn(each, code).some(
      (record) =>
        isInvented(record, code) ||
        isSample(record, code) ||
        isNumbered(record, code) ||
        isReceipt(record, handler, code) ||
        isMeasured(record, handler, code),
    ),
  );

/** Values returned by handlers of errors: `catch { return … }`, `.catch(() => …)`, `.then(use, () => …)`. */
function failing({ file, function: made }: LocatedFunction, code: Code) {
  const returned = file.facts.handlers
    .filter((each) => contains(made, each))
    .flatMap((handler) =>
      made.returned
        .filter((value) => contains(handler, value))
        .map((value) => ({ file, value, handler: handler })),
    );
  const passed = callsInside(file, made).flatMap(({ callee, arguments: given }) => {
    const name = callee.is === 'member' ? callee.name : '';
    const handler = name === 'catch' ? given[0] : name === 'then' ? given[1] : undefined;
    return (handler ? code.functions({ file, value: handler }) : []).flatMap((run) =>
      run.function.returned.map((value) => ({ file: run.file, value, handler: run.function })),
    );
  });
  return [...returned, ...passed];
}

/** It has two fixed values or more, and is one of a list or has a fixed id. */
const isInvented = ({ file, value, listed }: KnownRecord, code: Code): boolean =>
  value.entries.filter((entry) => isText({ file, value: entry.value }, code)).length > 1 &&
  (listed ||
    value.entries.some(
      (entry) => isKeyed(entry, ID) && isText({ file, value: entry.value }, code),
    ));

/** It has an id that is made up for it, or says that it was done whatever the error is. */
function isReceipt({ file, value }: KnownRecord, handler: Span, code: Code): boolean {
  if (tellsFailure({ file, value }, code)) return false;
  const isChecked = isConditional(file, handler) && !isOutage(file, value, handler);
  return value.entries.some((entry) => {
    const constant = code.constant({ file, value: entry.value });
    if (isKeyed(entry, ID)) return isMadeUpHere({ file, value: entry.value }, code);
    if (isChecked) return false;
    return isKeyed(entry, DONE)
      ? constant === true
      : isKeyed(entry, STATUS) &&
          typeof constant === 'string' &&
          (DONE.test(constant) || (PENDING.test(constant) && !runs(file, handler)));
  });
}

/** The branch is about failures after which nobody knows whether the API has done it. */
function isOutage({ facts, text }: SourceFile, value: Value, handler: Span): boolean {
  const around = facts.branches.filter((each) => contains(handler, each) && contains(each, value));
  const branch = around.at(-1);
  return (
    branch !== undefined &&
    OUTAGE.test(text.slice(branch.of, branch.start)) &&
    !facts.calls.some(({ start }) => start >= branch.of && start < branch.end)
  );
}

const runs = ({ facts }: SourceFile, handler: Span): boolean =>
  facts.calls.some((each) => contains(handler, each));

/** It has a number that the API would have measured, whatever the error is: `{ elevation: [0] }`. */
const isMeasured = ({ file, value }: KnownRecord, handler: Span, code: Code): boolean =>
  !tellsFailure({ file, value }, code) &&
  !isConditional(file, handler) &&
  value.entries.some((entry) => {
    if (entry.is !== 'entry' || COUNT.test(words(entry.key))) return false;
    const items = entry.value.is === 'array' ? entry.value.items : [entry.value];
    return items.some((item) => item && typeof code.constant({ file, value: item }) === 'number');
  });

/** An entry is about what went wrong, or is false. */
const tellsFailure = ({ file, value }: Pick<KnownRecord, 'file' | 'value'>, code: Code): boolean =>
  value.entries.some(
    (entry) => isKeyed(entry, OF_FAILURE) || code.constant({ file, value: entry.value }) === false,
  );

/** The handler looks at the error, or throws some. */
const isConditional = ({ facts }: SourceFile, handler: Span): boolean =>
  facts.branches.some((each) => contains(handler, each)) ||
  facts.functions.some(({ thrown }) => thrown.some((each) => contains(handler, each)));

const isKeyed = (entry: KnownRecord['value']['entries'][number], key: RegExp) =>
  entry.is === 'entry' && key.test(entry.key);

/** Nothing else has it: what is stored or sent with an id can be found by it. */
function isMadeUpHere({ file, value }: Located, code: Code): boolean {
  const reads = file.facts.reads.filter(
    ({ declaration }) => value.is === 'name' && declaration === value.declaration,
  );
  const behind = code.resolve({ file, value });
  const parts: readonly Value[] =
    behind.value.is === 'template' ? behind.value.values : [behind.value];
  return (
    reads.length < 2 && parts.some((part) => isMadeUp({ file: behind.file, value: part }, code))
  );
}

function isText(located: Located, code: Code): boolean {
  const constant = code.constant(located);
  return typeof constant === 'number' || (typeof constant === 'string' && constant !== '');
}
