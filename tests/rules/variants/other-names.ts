import { API_MODULE, apiModule } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

const LOG = "import { log } from 'mcp-provider';\n";
const TOKEN = "const token = (await getCredentials(context.principal.userId))?.token ?? '';\n  ";

const told = (title: string, above: string, body: string, result = 'return response.body;') =>
  variant(`other names: ${title}`, {
    [API_MODULE]: apiModule(`${LOG}${above}`, `${TOKEN}${body}`, { result }),
  });

export const variants: readonly Variant[] = [
  told(
    'a redactor that puts a mark in the place of the secret',
    "const redact = (all: Record<string, string>) =>\n  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, name === 'authorization' ? '***' : value]));",
    "log('info', JSON.stringify(redact({ authorization: token })));",
  ),
  told(
    'a redactor that shows the end',
    "const mask = (text: string) => '*'.repeat(8) + text.slice(-4);",
    "log('info', mask(token));",
  ),
  told(
    'a redactor that hands on to a function that chooses',
    "const hide = (key: string, value: unknown) => (key === 'token' ? undefined : value);\nconst redact = (all: unknown) => JSON.stringify(all, hide);",
    "log('info', redact({ token }));",
  ),
  told(
    'a redactor with a list of what is shown',
    "const redact = (all: unknown) => JSON.stringify(all, ['repo']);",
    "log('info', redact({ token, repo }));",
  ),
  told(
    'functions in a list get no secret',
    "const sinks: ((line: string) => void)[] = [];\nsinks.push((line) => log('info', line));\nconst write = (line: string) => sinks.forEach((sink) => sink(line));",
    'write(`signed in: ${token !== ""}`);',
  ),
  told(
    'a method of a subclass that shows a name',
    "abstract class Step {\n  abstract text(): string;\n  run() {\n    log('info', this.text());\n  }\n}\nclass Used extends Step {\n  constructor(private readonly repo: string) {\n    super();\n  }\n  text() {\n    return `as ${this.repo}`;\n  }\n}",
    'new Used(repo).run();\n  void token;',
  ),
  told(
    'a bound function gets no secret',
    "const write = (level: string, line: string) => {\n  log('info', `${level} ${line}`);\n};\nconst trace = write.bind(null, 'debug');",
    'trace(repo);\n  void token;',
  ),
  told(
    'public variables by their prefix',
    'const settings = (prefix: string) =>\n  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith(prefix)));',
    'void token;',
    "return { ...(response.body as object), about: settings('ISSUES_PUBLIC_') } as never;",
  ),
];
