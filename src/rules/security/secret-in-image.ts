import type { Place, TextFile } from '../../model/project.js';
import { isSecretName } from '../../model/secret-names.js';
import { defineRule } from '../define.js';

const IMAGE = /(^|\/)(Docker|Container)file[\w.-]*$/;
const INSTRUCTION = /^[ \t]*(FROM|ARG|ENV|COPY|ADD)[ \t]+((?:\\\r?\n|[^\n])*)/gim;
/** `NAME`, `NAME=value`, `NAME="a value"` */
const VARIABLE = /([A-Za-z_]\w*)(?:=("[^"\n]*"|'[^'\n]*'|\S*))?/g;
const ENVIRONMENT = /(?:^|[\s/"])\.env(?:\.(?!example|sample|template|dist)[\w-]+)?(?=["\s]|$)/;

export default defineRule({
  severity: 'error',
  summary: 'Images contain no secrets: neither build arguments, variables nor files of secrets.',
  why: 'All who can pull the image read them with "docker history" or "docker inspect".',
  limits:
    'Checked are ARG, ENV, COPY and ADD in the stages of the final image. The rule "security/secret-in-file" finds values.',
  source: {
    text: 'Docker build checks, SecretsUsedInArgOrEnv.',
    url: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
  },
  securitySeverity: 7.5,
  on: 'project',
  check({ documents }, report) {
    for (const file of documents.all.filter(({ path }) => IMAGE.test(path))) {
      for (const { at, name } of contained(file)) {
        report({
          at,
          message: `The image contains "${name}", which all who can pull it can read.`,
          hint: 'Set it when the container starts, or mount it with "RUN --mount=type=secret" for one command.',
        });
      }
    }
  },
});

interface Stage {
  name: string;
  base: string;
  found: { at: Place; name: string }[];
}

/** What the final stage contains, with those that it begins with. */
function contained(file: TextFile): Stage['found'] {
  const stages: Stage[] = [];
  for (const { 0: all, 1: word = '', 2: rest = '', index } of file.text.matchAll(INSTRUCTION)) {
    const kind = word.toUpperCase();
    const start = index + all.length - rest.length;
    if (kind === 'FROM') {
      const [, base = '', name = ''] =
        /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest.trim()) ?? [];
      stages.push({ name: name.toLowerCase(), base: base.toLowerCase(), found: [] });
      continue;
    }
    const found = /^(COPY|ADD)$/.test(kind) ? files(rest) : variables(kind, rest);
    for (const { name, from, to } of found) {
      const at = file.at({ start: start + from, end: start + to });
      stages.at(-1)?.found.push({ at, name });
    }
  }
  const last = stages.at(-1);
  const final: Stage[] = [];
  for (let each = last; each && !final.includes(each);) {
    final.unshift(each);
    const { base } = each;
    each = stages.find(({ name }) => name !== '' && name === base);
  }
  const found = final.flatMap((each) => each.found);
  return found.filter(({ name }, index) => found.findIndex((each) => each.name === name) === index);
}

interface Part {
  name: string;
  from: number;
  to: number;
}

/** Build arguments with secret names, and variables that are set to something that is not written here. */
function variables(kind: string, rest: string): Part[] {
  const old = kind === 'ENV' ? /^([A-Za-z_]\w*)[ \t]+([^=\n]+)$/.exec(rest) : undefined;
  const all = old
    ? [{ name: old[1] ?? '', value: old[2] ?? '', from: 0 }]
    : Array.from(rest.matchAll(VARIABLE), ({ 1: name = '', 2: value = '', index }) => ({
        name,
        value,
        from: index,
      }));
  return all
    .filter(({ name }) => isSecretName(name) && !/public/i.test(name))
    .filter(({ value }) => kind === 'ARG' || value.includes('$'))
    .map(({ name, from }) => ({ name, from, to: from + name.length }));
}

/** `COPY .env ./`; the last word is where to. */
function files(rest: string): Part[] {
  const sources = rest.slice(0, Math.max(0, rest.trimEnd().search(/\s\S+$/)));
  const found = ENVIRONMENT.exec(sources);
  if (!found) return [];
  const from = Math.max(0, sources.slice(0, found.index + 1).search(/[^\s"]*.$/));
  const path = /\S+/.exec(sources.slice(from))?.[0] ?? '';
  const begin = from + sources.slice(from).indexOf(path);
  return [{ name: path.replace(/^.*\//, ''), from: begin, to: begin + path.length }];
}
