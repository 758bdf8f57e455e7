import type { Code } from '../../model/code.js';
import type { Span } from '../../model/facts.js';
import type { ClientDocument, DataDocument, SourceFile, TextFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { isSecretName } from '../../model/secret-names.js';
import { basicCredentials } from './secrets/basic.js';
import { referenceFor } from './secrets/client-reference.js';
import { composedSecrets } from './secrets/composed.js';
import { textEntriesBelow } from '../configuration/documents/texts.js';
import { knownSecrets, looksSecret } from './secrets/find.js';
import { inCommands, inLines, inProse } from './secrets/lines.js';
import { namedValues } from './secrets/named.js';

const HINT = 'Revoke it, and read the new one from an environment variable.';
const TEMPLATE = '.env.example';
const TEMPLATE_HINT = 'Remove the value here, revoke it, and keep the new one in ".env".';

/** Files of tests, which sign in with something. */
const EXAMPLES = /(^|\/)(__)?(tests?|fixtures|mocks)(__)?\//;

/** OpenAPI documents, whose publishers have made up the values in them. */
const OPENAPI = /^[{\s]*["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./m;

export default defineRule({
  severity: 'error',
  summary: 'Source files, settings and client configurations contain no secret of a known format.',
  limits:
    'Secrets in other encodings than base64 and hexadecimal, and those of unknown formats under harmless names or in OpenAPI documents and tests, are not found.',
  why: 'A committed secret is in every clone and every backup. Projects read secrets from environment variables or from the encrypted store.',
  source: {
    text: 'CWE-798, Use of Hard-coded Credentials.',
    url: 'https://cwe.mitre.org/data/definitions/798.html',
  },
  securitySeverity: 9.1,
  conceals: true,
  on: 'project',
  check(project, report) {
    const { all, clients, packageLock } = project.documents;
    for (const file of project.files.values()) inSource(file, project.code, report);
    for (const document of all) {
      const client = clients.find((each) => each.document === document);
      if (document !== packageLock) inText(document, client, report);
    }
  },
});

/** In tests only what has the form of a real secret: they need something to sign in with. */
function inSource(file: SourceFile, code: Code, report: Report): void {
  const find = file.test ? knownSecrets : secretsIn;
  const known = find(file.text);
  for (const { what, ...span } of known) {
    report({ at: file.at(span), message: `This is ${what}.`, hint: HINT });
  }
  const composed = composedSecrets(file, code, find).filter(({ value }) => !overlaps(value, known));
  for (const { value, what } of composed) {
    report({ at: file.at(value), message: `This is ${what}.`, hint: HINT });
  }
  if (file.test) return;
  const seen: Span[] = [...known, ...composed.map(({ value }) => value)];
  for (const { name, value } of namedValues(file.facts)) {
    if (!isSecretName(name) || overlaps(value, seen)) continue;
    // A constant with the name of a secret is found where it is declared.
    if ((value.is === 'name' || value.is === 'member') && isSecretName(value.name)) continue;
    const text = code.constant({ file, value });
    if (typeof text !== 'string' || !looksSecret(text)) continue;
    seen.push(value);
    report({ at: file.at(value), message: `"${name}" contains a secret.`, hint: HINT });
  }
}

const secretsIn = (text: string) => [...knownSecrets(text), ...basicCredentials(text)];

/** Settings, scripts, images and notes. */
function inText(document: TextFile, client: ClientDocument | undefined, report: Report): void {
  const { path, text } = document;
  const seen: Span[] = [];
  const found = (span: Span, message: string) => {
    if (overlaps(span, seen)) return;
    seen.push(span);
    const reference = client && referenceFor(client, span);
    report({
      at: document.at(span),
      message,
      hint: path === TEMPLATE ? TEMPLATE_HINT : (reference?.hint ?? HINT),
      ...(reference && { fix: [{ at: document.at(reference.value), text: reference.text }] }),
    });
  };
  const hasExamples = EXAMPLES.test(path) || OPENAPI.test(text);
  const find = hasExamples || path.endsWith('.md') ? knownSecrets : secretsIn;
  for (const { what, ...span } of find(text)) found(span, `This is ${what}.`);
  if (hasExamples) return;
  const entries = 'root' in document ? textEntriesBelow((document as DataDocument).root) : [];
  const named = [
    ...Array.from(entries, ({ key, value, text }) => ({ name: key, text, ...spanOf(value) })),
    ...(path.endsWith('.md')
      ? inProse(text)
      : 'root' in document
        ? inCommands(text)
        : inLines(path, text)),
  ];
  for (const { name, text, ...span } of named) {
    if (isSecretName(name) && looksSecret(text)) found(span, `"${name}" contains a secret.`);
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

const overlaps = (value: Span, found: readonly Span[]) =>
  found.some(({ start, end }) => start < value.end && value.start < end);
