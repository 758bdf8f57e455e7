import { join } from 'node:path';
import type { Tool } from '@modelcontextprotocol/client';
import { LONGEST_NAME } from '../../../runtime/src/utils/client-limits.js';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { pluralize } from '../../model/counted.js';
import type { Severity } from '../../model/finding.js';
import type { HostFiles } from '../../model/host.js';
import type { AuthStyle } from '../../model/auth-style.js';
import { isRecord, ownValue } from '../../model/json-schema/subschemas.js';
import { parsedJson } from '../../model/json.js';
import { readDocument } from '../../project/document.js';
import { LISTING_FILE, readListing } from '../../project/listing.js';
import { sessionsOf } from '../../session/server-target.js';
import { withClient } from '../../session/with-client.js';
import { authStyles } from '../../styles/register.gen.js';
import type { ValidateOptions } from './details.js';

interface ToolFinding {
  provider: string;
  tool: string;
  severity: Severity;
  message: string;
}

interface FileFinding {
  file: string;
  severity: Severity;
  message: string;
}

/** Runs the project, and compares its tools, and what it says of itself, with what a directory requires. */
export async function checkForDirectory(
  context: CommandContext,
  given: CommandLine<ValidateOptions>,
  id: keyof typeof directories,
): Promise<0 | 1> {
  const { ui, flags, host } = context;
  const { label, criteria, asks } = directories[id];
  const findings: (ToolFinding | FileFinding)[] = [];
  let count = 0;
  const sessions = await sessionsOf(context, given.arguments, {});
  for (const session of sessions) {
    const options = { timeout: undefined, asks: false };
    const tools = await withClient(context, session, options, async ({ client, callMs }) => {
      const listed = await toolList(client, { timeout: callMs });
      return listed.tools;
    });
    count += tools.length;
    for (const tool of tools)
      for (const { severity, fault } of criteria) {
        const message = fault(tool);
        if (message === undefined) continue;
        findings.push({ provider: session.label, tool: tool.name, severity, message });
      }
  }
  for (const root of new Set(sessions.flatMap((session) => session.root ?? [])))
    findings.push(
      ...(await listingFindings(host.files, root, id)),
      ...(await signInFindings(host.files, root, host.env)),
    );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (flags.json) ui.result(JSON.stringify({ for: id, tools: count, findings }, null, 2));
  else {
    const { paint } = ui.stdout;
    const lines = findings.map((finding) => {
      const { severity, message } = finding;
      const word = severity === 'error' ? paint.red(severity) : paint.yellow(severity);
      const place = 'file' in finding ? finding.file : `${finding.provider}  ${finding.tool}`;
      return `${word}  ${place}: ${message}`;
    });
    const problems = `${pluralize(errors, 'error')}, ${pluralize(findings.length - errors, 'warning')}`;
    const summary = `${pluralize(count, 'tool')}, for ${label}: ${problems}.`;
    ui.result([...lines, summary, `The form also asks for: ${asks}.`].join('\n'));
  }
  const isFailure = given.options.failOn === 'warning' ? findings.length > 0 : errors > 0;
  return isFailure ? 1 : 0;
}

/** What is wrong with the facts of a project, and with the copies of them in its bundle for Claude Desktop. */
async function listingFindings(
  files: HostFiles,
  root: string,
  id: keyof typeof directories,
): Promise<FileFinding[]> {
  const error = (file: string, message: string): FileFinding => ({
    file,
    severity: 'error',
    message,
  });
  const text = await files.read(join(root, LISTING_FILE));
  if (text === null)
    return [error(LISTING_FILE, 'File not found. Run "mcp-provider add-feature directory".')];
  const listing = readListing(text);
  const bundle = parsedJson((await files.read(join(root, 'manifest.json'))) ?? '');
  const isBundle = id === 'claude' && isRecord(bundle) && listing.server === undefined;
  const wrong = directories[id].facts.filter((fact) => {
    const { key, holds } = fact;
    const { [key]: value } = listing;
    if (isBundle && served.includes(fact)) return false;
    return typeof value !== 'string' || !holds(value);
  });
  const faults = wrong.map(({ key, says }) => error(LISTING_FILE, `"listing.${key}" ${says}.`));
  if (id !== 'claude' || !isRecord(bundle)) return faults;
  const { icon, privacy_policies: policies } = bundle;
  const readme = (await files.read(join(root, 'README.md'))) ?? '';
  const isListed = Array.isArray(policies) && policies.includes(listing.privacyPolicy);
  if (icon !== listing.icon)
    faults.push(error('manifest.json', `"icon" is not that of ${LISTING_FILE}.`));
  if (!isListed)
    faults.push(error('manifest.json', `"privacy_policies" lacks that of ${LISTING_FILE}.`));
  if (!/^#+ .*privacy/im.test(readme))
    faults.push(error('README.md', 'It has no section "Privacy policy".'));
  return faults;
}

/**
 * What keeps a user whom nobody has typed in from signing in, as hosted clients demand. Nothing where the server is told of an
 * issuer: its accounts are not in the project.
 */
async function signInFindings(
  files: HostFiles,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FileFinding[]> {
  const read = async (path: string) => (await files.read(join(root, path))) ?? '';
  if (env.MCP_ISSUER || /^\s*MCP_ISSUER=\S/m.test(await read('.env'))) return [];
  const config = readDocument({ path: CONFIG, text: await read(CONFIG) });
  const styles: Readonly<Record<string, AuthStyle>> = authStyles;
  const findings: FileFinding[] = [];
  for (const [name, entry] of config.get('providers')?.members ?? []) {
    const style = ownValue(styles, entry.text('auth') ?? '');
    const code = `src/providers/${name}/api/auth.ts`;
    const isApi = ['', 'api'].includes(entry.text('kind') ?? '');
    const add = (file: string, severity: Severity, message: string) =>
      findings.push({ file, severity, message });
    if (!style || !(style.storesCredentials || style.isPerCaller))
      add(CONFIG, 'warning', `The API of "${name}" does not ask who its user is. Set MCP_GATE to "invitation", or to "open", where the server runs.`); // prettier-ignore
    else if (style.linksAccounts && !/\baccount\s*:/.test(await read(code)))
      add(code, 'warning', 'It has no "account", so each sign-in is another user. State the request that tells who has signed in.'); // prettier-ignore
    else if (isApi && !style.linksAccounts && style.storesCredentials && !entry.text('check_path')) // prettier-ignore
      add(CONFIG, 'error', `"${name}" has no "check_path", so any text would sign in, and the built-in authorization server does not start. State a path that only valid credentials can read.`); // prettier-ignore
  }
  return findings;
}

const CONFIG = 'provider-config.yaml';

/** A requirement for the tools of a server, as a directory publishes it. */
interface Criterion {
  severity: Severity;
  /** What is wrong with a tool, and what to do; undefined where nothing is. */
  fault(tool: Tool): string | undefined;
}

/** What the form of a directory asks for, and no list of tools states: a key of `listing` in `directory.yaml`. */
interface Fact {
  key: string;
  holds(text: string): boolean;
  /** The end of a sentence that begins with the key. */
  says: string;
}

interface Directory {
  label: string;
  criteria: readonly Criterion[];
  facts: readonly Fact[];
  /** What its form asks for, too. */
  asks: string;
}

type Hint = 'readOnlyHint' | 'destructiveHint' | 'openWorldHint';

const when = (isWrong: boolean, text: string): string | undefined => (isWrong ? text : undefined);

const propertiesOf = ({ inputSchema }: Tool) => Object.entries(inputSchema.properties ?? {});

const name: Criterion = {
  severity: 'error',
  fault: (tool) =>
    when(
      tool.name.length > LONGEST_NAME,
      `The name has ${tool.name.length} characters; ${LONGEST_NAME} are allowed.`,
    ),
};

const description: Criterion = {
  severity: 'error',
  fault: (tool) => when(!tool.description?.trim(), 'It has no description.'),
};

const title: Criterion = {
  severity: 'error',
  fault: (tool) => when(!tool.title && !tool.annotations?.title, 'It has no title.'),
};

const hints = (required: readonly Hint[]): Criterion => ({
  severity: 'error',
  fault({ annotations }) {
    const missing = required.filter((hint) => typeof annotations?.[hint] !== 'boolean');
    return when(missing.length > 0, `It does not state ${missing.join(', ')}.`);
  },
});

const consistent: Criterion = {
  severity: 'error',
  fault: ({ annotations }) =>
    when(
      annotations?.readOnlyHint === true && annotations.destructiveHint === true,
      '"readOnlyHint" and "destructiveHint" are both true.',
    ),
};

const SAFE = /^(?:GET|HEAD|OPTIONS|QUERY|read|list|get)$/i;
const UNSAFE = /^(?:POST|PUT|PATCH|DELETE|create|update|write|delete|remove)$/i;

/** An argument that chooses between reading and changing makes one tool of two. */
const oneOperation: Criterion = {
  severity: 'error',
  fault(tool) {
    const [both] = propertiesOf(tool).find(([, schema]) => {
      const { enum: values } = schema as { enum?: unknown };
      const texts = Array.isArray(values) ? values.map(String) : [];
      return texts.some((one) => SAFE.test(one)) && texts.some((one) => UNSAFE.test(one));
    }) ?? [undefined];
    return when(
      both !== undefined,
      `Its argument "${both}" chooses between reading and changing. Make two tools of it.`,
    );
  },
};

const SENSITIVE =
  /^(?:.*_)?(?:password|passcode|secret|api_?key|access_?token|mfa_?code|otp|ssn|cvv|cvc|card_?number)$/i;

const sensitive: Criterion = {
  severity: 'warning',
  fault(tool) {
    const asked = propertiesOf(tool)
      .map(([key]) => key)
      .filter((key) => SENSITIVE.test(key));
    return when(
      asked.length > 0,
      `It asks for ${asked.join(', ')}. Remove it, or explain in the submission why it is necessary.`,
    );
  },
};

const isPublicUrl = (text: string) => URL.canParse(text) && new URL(text).protocol === 'https:';

const url = (key: string): Fact => ({
  key,
  holds: isPublicUrl,
  says: 'must be a public HTTPS URL',
});

const facts: readonly Fact[] = [
  { key: 'icon', holds: (text) => /\.png$/i.test(text), says: 'must be a PNG file' },
  url('privacyPolicy'),
  {
    key: 'support',
    holds: (text) => isPublicUrl(text) || /^[^\s@]+@[^\s@]+$/.test(text),
    says: 'must be a public HTTPS URL or an email address',
  },
];

/** Of a server; a bundle for Claude Desktop has neither. */
const served: readonly Fact[] = [
  {
    key: 'server',
    holds: isPublicUrl,
    says: 'must be the public HTTPS URL of the server. Check it with: npx mcp-provider doctor URL',
  },
  {
    key: 'signIn',
    holds: (text) => text.trim() !== '',
    says: 'must tell the reviewer how to sign in, and where the secret of the test account is: never the secret itself',
  },
];

const LONGEST_SUBTITLE = 30;
const CATEGORIES = [
  'BUSINESS',
  'COLLABORATION',
  'DESIGN',
  'DEVELOPER_TOOLS',
  'EDUCATION',
  'ENTERTAINMENT',
  'FINANCE',
  'FOOD',
  'LIFESTYLE',
  'NEWS',
  'PRODUCTIVITY',
  'SHOPPING',
  'TRAVEL',
];

export const directories: Readonly<Record<'chatgpt' | 'claude', Directory>> = {
  /**
   * See https://developers.openai.com/apps-sdk/app-submission-guidelines, and the skill `chatgpt-app-submission` in
   * openai/plugins: hints that are missing block a submission.
   */
  chatgpt: {
    label: 'the ChatGPT app directory',
    criteria: [
      name,
      description,
      hints(['readOnlyHint', 'destructiveHint', 'openWorldHint']),
      consistent,
      oneOperation,
      sensitive,
      {
        severity: 'warning',
        fault: ({ outputSchema }) => when(!outputSchema, 'It has no output schema.'),
      },
    ],
    facts: [
      ...facts,
      ...served,
      {
        key: 'subtitle',
        holds: ({ length }) => length > 0 && length <= LONGEST_SUBTITLE,
        says: `must have 1 to ${LONGEST_SUBTITLE} characters`,
      },
      { key: 'description', holds: (text) => text !== '', says: 'is missing' },
      {
        key: 'category',
        holds: (text) => CATEGORIES.includes(text),
        says: `must be one of ${CATEGORIES.join(', ')}`,
      },
    ],
    asks: 'five prompts that use the app and three that do not',
  },
  /**
   * See https://support.claude.com/en/articles/12922490-remote-mcp-server-submission-guide and
   * https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy: every tool has a title and is either
   * read-only or destructive. For bundles:
   * https://support.claude.com/en/articles/12922832-local-mcp-server-submission-guide.
   */
  claude: {
    label: 'the Claude connectors directory',
    criteria: [
      name,
      description,
      title,
      hints(['readOnlyHint', 'destructiveHint']),
      consistent,
      oneOperation,
      {
        severity: 'warning',
        fault: ({ annotations }) =>
          when(
            annotations?.readOnlyHint === false && annotations.destructiveHint === false,
            'It writes, and "destructiveHint" is false: reviewers expect true for whatever changes data.',
          ),
      },
    ],
    facts: [...facts, ...served, url('documentation')],
    asks: 'three examples in the documentation, account for tests',
  },
};
