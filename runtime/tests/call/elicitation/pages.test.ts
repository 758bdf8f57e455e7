import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../../src/call/call-context.js';
import type { Question } from '../../../src/call/elicitation/questions.js';
import { openUrl } from '../../../src/index.js';
import { withQuestions } from '../../../src/remote/client-questions.js';
import { testContext } from '../../context.js';

/** A call whose person agrees to everything. */
function agreeing() {
  const asked: Question[] = [];
  const context = testContext({
    questions: {
      can: { form: true, url: true },
      async put(question, parse) {
        asked.push(question);
        const value = parse({});
        if (value === undefined) throw new Error('not agreed');
        return value;
      },
      once: (_key, task) => task(),
    },
  });
  return { asked, context };
}

const asking = (url: string) => ({
  resultType: 'input_required',
  inputRequests: {
    page: { method: 'elicitation/create', params: { mode: 'url', url, message: 'Open it.' } },
  },
});

const senders = [
  { sender: 'a tool', open: (context: CallContext, url: string) => openUrl(context, url, 'Open') },
  {
    sender: 'a remote server',
    open: (context: CallContext, url: string) =>
      withQuestions('rooms', context, 'call', async (more) =>
        'inputResponses' in more ? {} : asking(url),
      ),
  },
];

describe.each(senders)('the person is sent by $sender', ({ open }) => {
  it('to a page', async () => {
    const { asked, context } = agreeing();
    await open(context, 'https://pay.example.com/1');
    expect(asked).toHaveLength(1);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'http://pay.example.com/1',
    'https://ann:secret@pay.example.com/1',
    'vscode://install',
    'no URL',
  ])('never to %s', async (url) => {
    const { asked, context } = agreeing();
    await expect(open(context, url)).rejects.toThrow('no https URL');
    expect(asked).toEqual([]);
  });
});
