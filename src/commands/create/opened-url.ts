import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { hasNoResponse } from '../../remote/failure.js';
import { isOpenApi } from '../openapi/is-openapi.js';
import { readText } from './input.js';
import { discoveryAt } from './server-discovery.js';
import type { ConnectionTarget } from './connection-target.js';

/** What is at a URL: a document, an MCP server, or an API without a description. Requests have no credentials. */
export async function openedUrl(context: CommandContext, url: string): Promise<ConnectionTarget> {
  if (/\.(json|ya?ml)$/i.test(new URL(url).pathname)) return { is: 'document', file: url };
  try {
    await discoveryAt(context, url);
    return { is: 'server', target: url };
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    const isSilent = hasNoResponse(error);
    if (!isSilent && (await isDocument(context, url))) return { is: 'document', file: url };
    context.ui.note(
      isSilent
        ? `${error.message} It is taken for an API without a description.`
        : `"${url}" is an API without a description.`,
    );
    return { is: 'api', baseUrl: url };
  }
}

const isDocument = async ({ host }: CommandContext, url: string): Promise<boolean> =>
  isOpenApi(await readText(host, url).catch(() => ''));
