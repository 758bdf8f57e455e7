import type {
  ClientDocument,
  DataEntry,
  ProjectModel,
  ProviderModel,
} from '../../model/project.js';
import { nearestOf } from '../../model/nearest.js';
import { formerName } from '../contract/parts/former-name.js';
import { defineRule } from '../define.js';
import { isUnbuilt } from './documents/built.js';
import { textsBelow } from '../../model/data-text.js';

const CONTAINERS = /^(mcpServers|servers|mcp_servers|context_servers)$/;
const WAYS = /^(command|cmd|url|serverUrl|httpUrl|uri|config|transport|httpstream-url)$/;
/** The built server and its source. */
const SERVER = /(^|[\\/])(dist[\\/]server\.js|src[\\/]server\.ts)$/;
const BUILT = 'dist/server.js';
const HINT = 'Run "npx mcp-provider config" to print the entry for this client.';

export default defineRule({
  severity: 'error',
  summary: 'Client configuration files use the keys of their client and start existing providers.',
  why: 'Clients ignore invalid entries without a message, so the tools are missing.',
  source: {
    text: 'github/copilot-cli issue 3835; genomoncology/biomcp issue 243.',
    url: 'https://github.com/github/copilot-cli/issues/3835',
  },
  on: 'project',
  check(project, report) {
    const {
      documents: { clients },
      providers,
    } = project;
    const names = new Set(providers.map(({ name }) => name));
    for (const client of clients) {
      const { document, servers } = client;
      const misnamed = servers.length === 0 ? otherContainer(client) : undefined;
      if (misnamed) {
        report({
          at: document.at(misnamed),
          message: `The client "${client.client}" ignores "${misnamed.key}" in this file.`,
          hint: HINT,
        });
      }
      const started = new Set(servers.flatMap(startedProviders).map(({ name }) => name));
      // What another entry starts is not meant by this one.
      const free = [...names].filter((name) => !started.has(name));
      for (const server of servers) {
        const keys = server.value.is === 'map' ? server.value.entries.map(({ key }) => key) : [];
        if (!keys.some((key) => WAYS.test(key))) {
          report({
            at: document.at(server),
            message: `The entry "${server.key}" has neither a command nor a URL.`,
            hint: HINT,
          });
        }
        const lost = otherServer(server, project);
        if (lost) {
          report({
            at: document.at(lost.value),
            message: `The entry "${server.key}" starts "${lost.text}", which "npm run build" does not write.`,
            hint: `Use "${BUILT}".`,
            fix: [{ at: document.at(lost.value), text: JSON.stringify(BUILT) }],
          });
        }
        const source = sourceRunByNode(server);
        if (source) {
          report({
            at: document.at(source.value),
            message: `The entry "${server.key}" runs "${source.text}" with Node.js, which cannot load its imports.`,
            hint: `Use "${source.built}", which "npm run build" writes.`,
            fix: [{ at: document.at(source.value), text: JSON.stringify(source.built) }],
          });
        }
        for (const { value, text, name } of startedProviders(server)) {
          if (names.has(name)) continue;
          const meant = meantBy(name, free, providers);
          report({
            at: document.at(value),
            message: `The entry "${server.key}" starts the provider "${name}", which does not exist.`,
            hint:
              meant === undefined
                ? `Use one of ${[...names].join(', ')}, or remove the entry.`
                : `Use "${meant}".`,
            ...(meant !== undefined && {
              fix: [
                {
                  at: document.at(value),
                  text: JSON.stringify(text.slice(0, text.length - name.length) + meant),
                },
              ],
            }),
          });
        }
      }
    }
  },
});

/** The only provider that the name is a slip of, or that had it before. */
function meantBy(
  name: string,
  free: readonly string[],
  providers: readonly ProviderModel[],
): string | undefined {
  const near = nearestOf(name, free);
  const others = free.filter((each) => each !== near);
  if (nearestOf(name, others) !== undefined) return undefined;
  return near ?? providers.find((each) => formerName(each) === name)?.name;
}

/** Servers under a key that another client reads. */
const otherContainer = ({ document }: ClientDocument): DataEntry | undefined =>
  document
    .entries()
    .find(
      ({ key, value }) => CONTAINERS.test(key) && value.is === 'map' && value.entries.length > 0,
    );

/** The source of our server, without a loader for TypeScript, and what is built of it. */
function sourceRunByNode({ value: server }: DataEntry) {
  const texts = textsBelow(server);
  const first = texts.find((_, index) => texts[index - 1]?.text === 'node');
  if (!first || !/(^|[\\/])src[\\/]server\.ts$/.test(first.text)) return undefined;
  return { ...first, built: first.text.replace(/src([\\/])server\.ts$/, 'dist$1server.js') };
}

/** A file of the project in place of the built server. */
function otherServer({ value: server }: DataEntry, project: ProjectModel) {
  const texts = textsBelow(server);
  const program = texts.find((_, index) => texts[index - 1]?.text === 'node');
  if (!program || SERVER.test(program.text)) return undefined;
  // It may be the build of another project.
  if (server.is === 'map' && server.entries.some(({ key }) => key === 'cwd')) return undefined;
  const isOurs = project.providers.some(({ name }) => isStarted(name, texts));
  return isOurs && isUnbuilt(program.text, project) ? program : undefined;
}

const isStarted = (name: string, texts: readonly { text: string }[]) =>
  texts.some(
    ({ text }, index) =>
      text === `--provider=${name}` || (texts[index - 1]?.text === '--provider' && text === name),
  );

/** What follows `--provider` where it is our server that is started. */
function startedProviders({ value: server }: DataEntry) {
  const texts = textsBelow(server);
  const isOurs = texts.some(({ text }) => text === 'start' || SERVER.test(text));
  if (!isOurs) return [];
  return texts.flatMap(({ value, text }, index) => {
    const [, inline] = /^--provider=(.*)$/.exec(text) ?? [];
    const name = texts[index - 1]?.text === '--provider' ? text : inline;
    return name === undefined || name.includes('$') ? [] : [{ value, text, name }];
  });
}
