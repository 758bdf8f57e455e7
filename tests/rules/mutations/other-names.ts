import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const LOG = "import { log } from 'mcp-provider';\n";
const TOKEN = "const token = (await getCredentials(context.principal.userId))?.token ?? '';\n  ";

/** What is declared above is done with the caller's token. */
const logged = (defect: string, above: string, body: string): Mutation =>
  inIssues(`other names: ${defect}`, 'security/secret-in-log', {
    [API_MODULE]: apiModule(`${LOG}${above}`, `${TOKEN}${body}`),
  });

export const mutations: readonly Mutation[] = [
  logged(
    'a redactor that leaves nothing out',
    'const redact = (all: Record<string, string>) =>\n  Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]));',
    "▶log('info', JSON.stringify(redact({ Authorization: token })));",
  ),
  logged(
    'functions are put into a list',
    "const sinks: ((line: string) => void)[] = [];\n▶sinks.push((line) => log('info', line));\nconst write = (line: string) => sinks.forEach((sink) => sink(line));",
    'write(`as ${token}`);',
  ),
  logged(
    'functions are put into a map',
    "const sinks = new Map<string, (line: string) => void>();\n▶sinks.set('info', (line) => log('info', line));",
    "sinks.get('info')?.(`as ${token}`);",
  ),
  logged(
    'a method of a subclass',
    "abstract class Step {\n  abstract text(): string;\n  run() {\n▶    log('info', this.text());\n  }\n}\nclass Used extends Step {\n  constructor(private readonly used: string) {\n    super();\n  }\n  text() {\n    return `as ${this.used}`;\n  }\n}",
    'new Used(token).run();',
  ),
  inIssues('other names: a logger of a logger', 'security/secret-in-log', {
    'package.json': ['"zod"', '"pino": "9.9.0",\n    "zod"'],
    [API_MODULE]: apiModule(
      "import pino from 'pino';\nconst made = pino(pino.destination(2));",
      `${TOKEN}const child = made.child({ repo });\n  ▶child.info({ token }, 'signed in');`,
    ),
  }),
  logged(
    'a function with another name',
    "const write = (line: string) => {\n▶  log('info', line);\n};\nconst trace = write;",
    'trace(`as ${token}`);',
  ),
  logged(
    'a bound function',
    "const write = (level: string, line: string) => {\n▶  log('info', `${level} ${line}`);\n};\nconst trace = write.bind(null, 'debug');",
    'trace(`as ${token}`);',
  ),
  logged(
    'a promise that is resolved elsewhere',
    '',
    "const { promise, resolve } = Promise.withResolvers<string>();\n  resolve(token);\n  ▶log('info', await promise);",
  ),
  inIssues('other names: variables of the provider by their prefix', 'security/secret-in-result', {
    [API_MODULE]: apiModule(
      'const settings = (prefix: string) =>\n  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith(prefix)));',
      '',
      { result: "▶return { ...(response.body as object), debug: settings('ISSUES_') } as never;" },
    ),
  }),
];
