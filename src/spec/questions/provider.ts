import type { Questions } from '../../model/questions.js';
import type { AnswerCheck } from './checks.js';
import { checkBaseUrl, checkDescription, checkDisplayName, checkProviderName } from './checks.js';
import type { WrittenProvider } from '../defaults.js';
import { displayNameOf } from '../defaults.js';
import type { ProviderDraft } from '../flags/draft.js';
import type { AuthStyles } from '../schema.js';
import { askAuth } from './auth.js';
import { askDescriptions, askTools } from './tool.js';

/**
 * Asks for what `stated` does not say; for the sign-in before the base URL, which it may know.
 * @param suggestedName of the provider, such as the directory's
 * @param taken the providers that the project has
 */
export async function askProvider(
  questions: Questions,
  styles: AuthStyles,
  stated: ProviderDraft,
  suggestedName: string,
  taken: readonly string[] = [],
): Promise<WrittenProvider> {
  const name =
    stated.name ??
    (await askText(questions, 'Name of the provider', checkProviderName(taken), suggestedName));
  const displayName =
    stated.displayName ??
    (await askText(questions, 'Name for people', checkDisplayName, displayNameOf(name)));
  const description =
    stated.description ??
    (await askText(questions, `What ${displayName} is for, in a sentence`, checkDescription));
  const auth = await askAuth(questions, styles, stated.auth);
  const known = Object.hasOwn(styles, auth.style) ? styles[auth.style]?.baseUrl?.(auth) : undefined;
  const message = `Base URL of the API${known === undefined ? ', such as https://api.acme.dev/v1' : ''}`;
  const baseUrl = stated.baseUrl ?? (await askText(questions, message, checkBaseUrl, known));
  const tools =
    stated.tools.length > 0
      ? await askDescriptions(questions, stated.tools)
      : await askTools(questions, name, []);
  return { ...stated, name, displayName, description, baseUrl, auth, tools };
}

const askText = (questions: Questions, message: string, check: AnswerCheck, initial?: string) =>
  questions.text({ message, check, ...(initial !== undefined && { initial }) });
