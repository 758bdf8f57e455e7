import type { Kind } from '../../model/kind.js';
import { type Questions, questionsAt } from '../../model/questions.js';
import type { ResourceDraft } from '../flags/resource.js';
import { checkItemName, checkUri } from './checks.js';

/**
 * Asks for the missing parts of a resource.
 * @param statedDraft the known parts
 * @param takenNames names of the provider's other resources
 */
export async function askResource(
  questions: Questions,
  statedDraft: ResourceDraft,
  { spec: { resource } }: Kind,
  takenNames: readonly string[],
): Promise<ResourceDraft> {
  const name =
    statedDraft.name ??
    (await questions.text({
      key: 'name',
      message: 'Resource name, such as room',
      check: checkItemName('resource', takenNames),
    }));
  const description =
    statedDraft.description ??
    (await questions.text({ key: 'description', message: 'Description (optional)', initial: '' }));
  const uri =
    statedDraft.uri ??
    (await questions.text({
      key: 'uri',
      message: 'URI, with {variables}, such as acme://rooms/{room_id}',
      check: checkUri,
    }));
  const binding =
    !resource || resource.key in statedDraft
      ? undefined
      : await resource.ask(questionsAt(questions, resource.key));
  return {
    ...statedDraft,
    name,
    ...(description !== '' && { description }),
    uri,
    ...binding,
  };
}
