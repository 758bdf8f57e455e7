import type { Kind } from '../../model/kind.js';
import { at, type Questions } from '../../model/questions.js';
import type { ResourceDraft } from '../flags/resource.js';
import { checkItemName, checkUri } from './checks.js';

/** Asks for what `stated` does not say. `taken`: the other resources of the provider. */
export async function askResource(
  questions: Questions,
  stated: ResourceDraft,
  { spec: { resource } }: Kind,
  taken: readonly string[],
): Promise<ResourceDraft> {
  const name =
    stated.name ??
    (await questions.text({
      key: 'name',
      message: 'Resource name, such as room',
      check: checkItemName('resource', taken),
    }));
  const description =
    stated.description ??
    (await questions.text({ key: 'description', message: 'Description (optional)', initial: '' }));
  const uri =
    stated.uri ??
    (await questions.text({
      key: 'uri',
      message: 'URI, with {variables}, such as acme://rooms/{room_id}',
      check: checkUri,
    }));
  const binding =
    !resource || resource.key in stated
      ? undefined
      : await resource.ask(at(questions, resource.key));
  return {
    ...stated,
    name,
    ...(description !== '' && { description }),
    uri,
    ...binding,
  };
}
