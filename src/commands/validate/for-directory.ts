import { join } from 'node:path';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Severity } from '../../model/finding.js';
import type { HostFiles } from '../../model/host.js';
import { parsedJson } from '../../model/json.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { LISTING_FILE, readListing } from '../eval/table.js';
import { sessionsOf } from '../session/target.js';
import { withClient } from '../session/with-client.js';
import { directories } from './directories.js';

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
  given: GivenArguments,
  id: keyof typeof directories,
): Promise<0 | 1> {
  const { ui, flags, host } = context;
  const { label, criteria, asks } = directories[id];
  const findings: (ToolFinding | FileFinding)[] = [];
  let count = 0;
  const sessions = await sessionsOf(context, given.arguments, given);
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
    findings.push(...(await listingFindings(host.files, root, id)));
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
    const summary = `${count} tools, for ${label}: ${errors} errors, ${findings.length - errors} warnings.`;
    ui.result([...lines, summary, `The form also asks for: ${asks}.`].join('\n'));
  }
  const isFailure = given.values.failOn === 'warning' ? findings.length > 0 : errors > 0;
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
  const wrong = directories[id].facts.filter(({ key, holds }) => {
    const { [key]: value } = listing;
    return typeof value !== 'string' || !holds(value);
  });
  const found = wrong.map(({ key, says }) => error(LISTING_FILE, `"listing.${key}" ${says}.`));
  const manifest = parsedJson((await files.read(join(root, 'manifest.json'))) ?? '');
  if (id !== 'claude' || !isRecord(manifest)) return found;
  const { icon, privacy_policies: policies } = manifest;
  const readme = (await files.read(join(root, 'README.md'))) ?? '';
  const isListed = Array.isArray(policies) && policies.includes(listing.privacyPolicy);
  if (icon !== listing.icon)
    found.push(error('manifest.json', `"icon" is not that of ${LISTING_FILE}.`));
  if (!isListed)
    found.push(error('manifest.json', `"privacy_policies" lacks that of ${LISTING_FILE}.`));
  if (!/^#+ .*privacy/im.test(readme))
    found.push(error('README.md', 'It has no section "Privacy policy".'));
  return found;
}
