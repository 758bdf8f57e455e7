import type { Questions } from '../../model/questions.js';
import type { PromptArgumentSpec } from '../../model/spec.js';
import { type PromptDraft, withPlaceholderArguments } from '../flags/prompt.js';
import { checkItemName, checkMessage } from './checks.js';

/**
 * Asks for the missing parts of a prompt.
 * @param statedDraft the known parts
 * @param takenNames names of the provider's other prompts
 */
export async function askPrompt(
  questions: Questions,
  statedDraft: PromptDraft,
  takenNames: readonly string[],
): Promise<PromptDraft> {
  const name =
    statedDraft.name ??
    (await questions.text({
      key: 'name',
      message: 'Prompt name, such as sum_up_room',
      check: checkItemName('prompt', takenNames),
    }));
  const description =
    statedDraft.description ??
    (await questions.text({ key: 'description', message: 'Description (optional)', initial: '' }));
  const text =
    statedDraft.text ??
    (await questions.text({
      key: 'text',
      message: 'Message, with {arguments}, such as "Sum up the room {room_id}."',
      check: checkMessage,
    }));
  const describedArguments: PromptArgumentSpec[] = [];
  for (const argument of withPlaceholderArguments(statedDraft.arguments, text)) {
    const argumentDescription =
      argument.description ??
      (await questions.text({
        key: `arguments[${argument.name}].description`,
        message: `Description of "${argument.name}" (optional)`,
        initial: '',
      }));
    describedArguments.push({
      ...argument,
      ...(argumentDescription !== '' && { description: argumentDescription }),
    });
  }
  return {
    ...statedDraft,
    name,
    ...(description !== '' && { description }),
    text,
    arguments: describedArguments,
  };
}
