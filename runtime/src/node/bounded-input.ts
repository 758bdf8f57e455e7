import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../utils/error-code.js';
import { readFlags } from './files.js';
import { fileSystem } from './node-module.js';

const CHUNK_BYTES = 65_536;
/** Pause before a pipe is read again whose other end has written nothing. */
const PAUSE_MS = 10;

/** Time that a named pipe may wait for its writer: until then it looks like one that has ended. */
const WRITER_MS = 1_000;

/** The error of an input with more bytes than allowed, or without an end. */
export class InputTooLargeError extends Error {
  override name = 'InputTooLarge';
}

/**
 * Reads a file, which may be a pipe, such as `<(command)`, or a device, whose size is not known
 * before.
 * @throws InputTooLargeError, and errors of Node.js
 */
export const readInput = (path: string, mostBytes: number): Promise<Buffer> =>
  readStream(chunksOf(path), mostBytes);

/** Reads a stream. @throws InputTooLargeError */
export async function readStream(
  stream: AsyncIterable<Uint8Array | string>,
  mostBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > mostBytes) throw new InputTooLargeError(`More than ${mostBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await fileSystem().promises.open(path, readFlags());
  try {
    let waitsUntil = (await file.stat()).isFIFO() ? performance.now() + WRITER_MS : 0;
    for (;;) {
      const read = await file
        .read({ buffer: Buffer.alloc(CHUNK_BYTES) })
        .catch((error: unknown) => {
          if (codeOf(error) === 'EAGAIN') return undefined; // its other end has written nothing yet
          throw error;
        });
      if (!read) await sleep(PAUSE_MS);
      else if (read.bytesRead > 0) {
        waitsUntil = 0;
        yield read.buffer.subarray(0, read.bytesRead);
      } else if (performance.now() < waitsUntil) await sleep(PAUSE_MS);
      else return;
    }
  } finally {
    await file.close();
  }
}

/** Limit of a file of settings: no project has larger ones. */
const MAX_SETTINGS_BYTES = 1_000_000;

/** Reads an ordinary file of settings synchronously. @throws InputTooLargeError, and errors of Node.js */
export function readSettings(path: string): string {
  const { closeSync, fstatSync, openSync, readFileSync } = fileSystem();
  const file = openSync(path, readFlags());
  try {
    const status = fstatSync(file);
    if (status.size > MAX_SETTINGS_BYTES || !(status.isFile() || status.isDirectory()))
      throw new InputTooLargeError(
        `it is not an ordinary file of at most ${MAX_SETTINGS_BYTES} bytes`,
      );
    return readFileSync(file, 'utf8'); // throws a clear error for a directory
  } finally {
    closeSync(file);
  }
}
