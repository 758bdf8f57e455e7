import type { Questions } from '../../model/questions.js';
import type { PromptArgumentSpec } from '../../model/spec.js';
import { type PromptDraft, withUnsaid } from '../flags/prompt.js';
import { checkItemName, checkMessage } from './checks.js';

/** Asks for what `stated` does not say. `taken`: the other prompts of the provider. */
export async function askPrompt(
  questions: Questions,
  stated: PromptDraft,
  taken: readonly string[],
): Promise<PromptDraft> {
  const name =
    stated.name ??
    (await questions.text({
      key: 'name',
      message: 'Prompt name, such as sum_up_room',
      check: checkItemName('prompt', taken),
    }));
  const description =
    stated.description ??
    (await questions.text({ key: 'description', message: 'Description (optional)', initial: '' }));
  const text =
    stated.text ??
    (await questions.text({
      key: 'text',
      message: 'Message, with {arguments}, such as "Sum up the room {room_id}."',
      check: checkMessage,
    }));
  const described: PromptArgumentSpec[] = [];
  for (const argument of withUnsaid(stated.arguments, text)) {
    const says =
      argument.description ??
      (await questions.text({
        key: `arguments[${argument.name}].description`,
        message: `Description of "${argument.name}" (optional)`,
        initial: '',
      }));
    described.push({ ...argument, ...(says !== '' && { description: says }) });
  }
  return {
    ...stated,
    name,
    ...(description !== '' && { description }),
    text,
    arguments: described,
  };
}
