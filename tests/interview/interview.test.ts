import { expect, it } from 'vitest';
import { Interview } from '../../src/interview/interview.js';
import { askLastChoice } from '../../src/interview/review-question.js';
import { unusableAnswer, UnusableAnswerError } from '../../src/interview/unusable-answer.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { BackError, type Questions, questionsAt } from '../../src/model/questions.js';

/** Gives these answers one after another; `back` goes back. Notes what was asked, and what stood in the field. */
function script(...answers: string[]) {
  const { questions, asked } = scripted(...answers);
  return { interview: new Interview(questions), questions, asked };
}

function scripted(...answers: string[]) {
  const asked: string[] = [];
  const put = (message: string, typed = '', fault = ''): string => {
    asked.push(`${message}${typed === '' ? '' : `: ${typed}`}${fault === '' ? '' : ` (${fault})`}`);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`There is no answer to "${message}".`);
    if (answer === 'back') throw new BackError();
    return answer;
  };
  const questions: Questions = {
    intro: () => undefined,
    note: (text) => void asked.push(text),
    text: async ({ message, initialText, fault }) => put(message, initialText, fault),
    isKnown: () => false,
    withoutEcho: (work) => work(),
    line: async (prompt) => put(prompt),
    choose: async ({ message, choices, initial }) => {
      const answer = put(message, initial);
      return choices.find(({ value }) => value === answer)!.value;
    },
    chooseSeveral: async ({ message, initial }) => put(message, initial.join(' ')).split(' '),
    confirm: async (message) => put(message) === 'yes',
  };
  return { questions, asked };
}

async function ask(questions: Questions): Promise<string[]> {
  const name = await questions.text({ message: 'Name' });
  const style = await questions.choose({
    message: 'Style',
    choices: ['key', 'none'].map((value) => ({ value, label: `${value}: a style` })),
  });
  const folder = await questions.text({
    message: 'Directory',
    initial: `${name}-mcp`,
    isDerived: true,
  });
  const notes: string[] = [];
  for (;;) {
    const own = questionsAt(questions, `notes[${notes.length}]`);
    if (!(await own.confirm('More?', false, { key: 'added' })))
      return [name, style, folder, ...notes];
    notes.push(await own.text({ message: 'Note' }));
  }
}

it('asks a question before again, with its answer', async () => {
  const { interview, asked } = script('acme', 'key', 'back', 'back', 'room', 'none', 'no');
  expect(await interview.run(ask)).toEqual(['room', 'none', 'room-mcp']);
  expect(asked).toEqual([
    'Name',
    'Style',
    'More?',
    'Style: key',
    'Name: acme',
    'Style: key',
    'More?',
  ]);
});

it('goes back from each question but the first', async () => {
  const { questions } = scripted('acme', 'key', 'no');
  const back: (boolean | undefined)[] = [];
  const noted: Questions = {
    ...questions,
    text: (question) => (back.push(question.canGoBack), questions.text(question)),
    choose: (question) => (back.push(question.canGoBack), questions.choose(question)),
  };
  await new Interview(noted).run(ask);
  expect(back).toEqual([false, true]);
});

it('asks the first question again where there is none before', async () => {
  const { interview, asked } = script('back', 'acme', 'key', 'no');
  await interview.run(ask);
  expect(asked.slice(0, 2)).toEqual(['Name', 'Name']);
});

it('tells questions of the same words apart by their keys', async () => {
  const { interview, asked } = script(
    'acme',
    'key',
    'yes',
    'one',
    'yes',
    'two',
    'back',
    'zwei',
    'no',
  );
  expect((await interview.run(ask)).slice(3)).toEqual(['one', 'zwei']);
  expect(asked.slice(-3)).toEqual(['More?', 'Note: two', 'More?']);
});

it('refuses two questions that it could not tell apart', async () => {
  const { interview } = script('a', 'b');
  const twice = interview.run(async (questions) => {
    const own = questionsAt(questions, 'notes[0]');
    await own.text({ message: 'Note' });
    return own.text({ message: 'Other words' });
  });
  await expect(twice).rejects.toThrow('"notes[0]" is asked for twice');
});

it('asks for a derived answer only where it is to be another, and derives the rest anew', async () => {
  const { interview, asked } = script('acme', 'key', 'no', 'there', 'room');
  await interview.run(ask);
  interview.reopen('Directory');
  expect((await interview.run(ask))[2]).toBe('there');
  interview.reopen('Name');
  expect(await interview.run(ask)).toEqual(['room', 'key', 'there']);
  expect(asked.slice(3)).toEqual(['Directory: acme-mcp', 'Name: acme']);
});

it('asks again what cannot be used', async () => {
  const { interview, asked } = script('nowhere', 'here');
  const file = await interview.run(async (questions) => {
    const name = await questions.text({ message: 'File' });
    if (name === 'nowhere') throw new UnusableAnswerError('There is no file "nowhere".');
    return name;
  });
  expect([file, asked]).toEqual(['here', ['File', 'File: nowhere (There is no file "nowhere".)']]);
});

it.each([
  ['No file "x".', 'No file "x". Check the path.'],
  ['No table.\nrooms: no key', 'No table.\nrooms: no key\nCheck the path.'],
])('the hint of an error follows its message: %s', (message, text) => {
  expect(unusableAnswer(new CliError('a/b', message, 'Check the path.')).message).toBe(text);
});

it('saves after each new answer: a window that is closed ends the program at once', async () => {
  const { questions } = scripted('acme', 'key', 'no');
  const saved: string[][] = [];
  const given = new Map([['Name', { answer: 'acme', shown: 'acme', message: 'Name' }]]);
  const interview: Interview = new Interview(questions, given, async () => {
    saved.push([...interview.latestAnswers.keys()]);
  });
  await interview.run(async (asked) => {
    await asked.text({ message: 'Name' });
    await asked.text({ message: 'Directory', initial: 'acme-mcp', isDerived: true });
    await asked.text({ message: 'Base URL' });
    await asked.text({ message: 'Request' });
  });
  expect(saved).toEqual([
    ['Name', 'Base URL'],
    ['Name', 'Base URL', 'Request'],
  ]);
});

it('keeps the answers to questions that are asked again, for the next run', async () => {
  const { interview } = script('acme', 'key', 'back', 'back');
  await expect(interview.run(ask)).rejects.toThrow('There is no answer to "Name".');
  expect(Object.fromEntries(interview.latestAnswers)).toEqual({
    Name: { answer: 'acme', shown: 'acme', message: 'Name' },
    Style: { answer: 'key', shown: 'key', message: 'Style' },
  });
  const { questions, asked } = scripted('no');
  expect(await new Interview(questions, interview.latestAnswers).run(ask)).toEqual([
    'acme',
    'key',
    'acme-mcp',
  ]);
  expect(asked).toEqual(['More?']);
});

it.each([
  ['the list of answers', ['acme', 'key', 'no', 'change', 'back'], []],
  ['a changed answer', ['acme', 'key', 'no', 'change', 'Name'], ['Name: acme']],
  ['the last question', ['acme', 'key', 'no', 'back'], ['More?']],
])('goes on after %s', async (_, answers, then) => {
  const { interview, questions, asked } = script(...answers);
  await interview.run(ask);
  const chosen = await askLastChoice({ interview, questions, columns: 80 }, 'Create?', [
    { value: 'create', label: 'Create' },
  ]);
  expect(chosen).toBeUndefined();
  const before = asked.length;
  await interview.run(ask).catch(() => undefined);
  expect(asked.slice(before)).toEqual(then);
});

it.each<[string, string[], string[]]>([
  ['takes another choice at once', ['read', 'change 1'], ['Allow changes', 'Change the tables']],
  ['asks a question again', ['read', 'change 2', 'a'], ['Allow changes', 'Change the tables']],
  ['shows a text', ['read', 'List the files'], ['Allow changes', 'Change the tables']],
])('the last question %s', async (_, answers, offered) => {
  const { interview, questions, asked } = script(...answers);
  const askAll = async (through: Questions) => [
    await through.choose({
      message: 'What may tools do?',
      choices: [
        { value: 'read', label: 'Read', change: 'Only read' },
        { value: 'change', label: 'Change', change: 'Allow changes' },
      ],
    }),
    ...(await through.chooseSeveral({
      message: 'Tables',
      choices: ['a', 'b'].map((value) => ({ value, label: value })),
      initial: ['a', 'b'],
      isDerived: true,
      change: 'Change the tables',
    })),
  ];
  await interview.run(askAll);
  let labels: string[] = [];
  const last = await askLastChoice(
    {
      interview,
      columns: 80,
      questions: {
        ...questions,
        choose: (question) => {
          labels = question.choices.map(({ label }) => label);
          return questions.choose(question);
        },
      },
    },
    'Create?',
    [{ value: 'create', label: 'Create' }],
    [{ label: 'List the files', text: '+ package.json' }],
  );
  expect([last, labels]).toEqual([
    undefined,
    ['Create', ...offered, 'List the files', 'Change an answer'],
  ]);
  const result = await interview.run(askAll);
  expect([result, asked.slice(2)]).toEqual(
    {
      'change 1': [['change', 'a', 'b'], []],
      'change 2': [['read', 'a'], ['Tables: a b']],
      'List the files': [['read', 'a', 'b'], ['+ package.json']],
    }[answers[1]!],
  );
});

it('takes no known answer that the question refuses', async () => {
  const { interview, asked } = script('key');
  interview.answers.set('Name', true).set('Style', 'gone').set('More?', false);
  await expect(interview.run(ask)).rejects.toThrow('There is no answer to "Style".');
  expect(asked).toEqual(['Name', 'Style']);
});

it('ends with the failure itself where an option, and no question, gave the answer', async () => {
  const failure = new CliError('create/client', 'It cannot be read.', 'Correct the file.');
  const failed = script().interview.run(() => Promise.reject(unusableAnswer(failure)));
  await expect(failed).rejects.toBe(failure);
});
