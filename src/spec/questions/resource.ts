import type { Questions } from '../../model/questions.js';
import { checkItemName, checkPath, checkUri } from './checks.js';
import type { ResourceDraft } from '../flags/resource.js';

/** Asks for what `stated` does not say. `taken`: the other resources of the provider. */
export async function askResource(
  questions: Questions,
  stated: ResourceDraft,
  taken: readonly string[],
): Promise<ResourceDraft> {
  const name =
    stated.name ??
    (await questions.text({
      message: 'Name of the resource, such as room',
      check: checkItemName('resource', taken),
    }));
  const description =
    stated.description ??
    (await questions.text({ message: 'What it holds (empty: not said)', initial: '' }));
  const uri =
    stated.uri ??
    (await questions.text({
      message: 'Its URI, with {variables}, such as acme://rooms/{room_id}',
      check: checkUri,
    }));
  const path =
    stated.request?.path ??
    (await questions.text({
      message: 'Path below the base URL that it is read from (empty: I write the call myself)',
      initial: '',
      check: (answer) => (answer === '' ? undefined : checkPath(answer)),
    }));
  return {
    ...stated,
    name,
    ...(description !== '' && { description }),
    uri,
    ...(path !== '' && { request: { path } }),
  };
}
