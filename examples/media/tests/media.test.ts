import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const file = { name: 'report.pdf', type: 'application/pdf', content: 'iVBORw0KGgo=' };

testProvider(providers, 'media', {
  signIn: apiKey({ query: 'key' }),
  baseUrl: 'https://media.example.com/api',
  tokenPath: '@acme/media',
  tools: {
    list_files: [
      {
        arguments: { tags: ['Berlin-2026', 'Berlin-2027'], limit: 2 },
        request: {
          method: 'GET',
          path: '/files',
          query: { tags: 'Berlin-2026,Berlin-2027', limit: '2' },
        },
        pages: [
          {
            response: { entries: [{ id: 'ID-1', name: 'File 1', size: 1 }], total_count: 3 },
            next: { offset: '1' },
          },
          {
            response: {
              entries: [
                { id: 'ID-2', name: 'File 2' },
                { id: 'ID-3', name: 'File 3' },
              ],
              total_count: 3,
            },
          },
        ],
        result: {
          files: [
            { id: 'ID-1', name: 'File 1', size: 1 },
            { id: 'ID-2', name: 'File 2' },
          ],
          truncated: true,
        },
      },
      {
        arguments: { limit: 500 },
        request: { method: 'GET', path: '/files', query: { limit: '100' } },
        response: {
          entries: [
            { id: 'ID-2', name: 'File 2' },
            { id: 'ID-3', name: 'File 3' },
          ],
          total_count: 2,
        },
        result: {
          files: [
            { id: 'ID-2', name: 'File 2' },
            { id: 'ID-3', name: 'File 3' },
          ],
        },
      },
    ],
    upload_file: [
      {
        arguments: {
          content: 'iVBORw0KGgo=',
          file_name: 'report.pdf',
          tags: ['Berlin-2026', 'Berlin-2027'],
          attributes: { key: 'Value' },
        },
        request: {
          method: 'POST',
          baseUrl: 'https://upload.media.example.com',
          path: '/files',
          body: {
            file,
            attributes: { type: 'application/json', content: { key: 'Value' } },
            tags: ['Berlin-2026', 'Berlin-2027'],
          },
        },
        response: { id: 'ID-1', name: 'File 1', size: 1 },
      },
      {
        arguments: { content: 'iVBORw0KGgo=', file_name: 'report.pdf' },
        request: {
          method: 'POST',
          baseUrl: 'https://upload.media.example.com',
          path: '/files',
          body: { file },
        },
        response: { id: 'ID-1', name: 'File 1', size: 1 },
      },
    ],
    download_file: {
      arguments: { file_id: 'File-1' },
      request: { method: 'GET', path: '/files/File-1/content', headers: { accept: '*/*' } },
      response: Buffer.from('iVBORw0KGgo=', 'base64'),
      responseHeaders: { 'content-type': 'application/octet-stream' },
      result: [
        {
          type: 'resource',
          resource: {
            uri: 'attachment:content',
            mimeType: 'application/octet-stream',
            blob: 'iVBORw0KGgo=',
          },
        },
      ],
    },
    get_thumbnail: [
      {
        arguments: { file_id: 'File-1', width: 257 },
        request: {
          method: 'GET',
          path: '/files/File-1/thumbnail',
          query: { width: '257' },
          headers: { accept: 'image/png' },
        },
        response: Buffer.from('iVBORw0KGgo=', 'base64'),
        responseHeaders: { 'content-type': 'image/png' },
        result: [{ type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' }],
      },
      {
        arguments: { file_id: 'File-1' },
        request: {
          method: 'GET',
          path: '/files/File-1/thumbnail',
          query: { width: '256' },
          headers: { accept: 'image/png' },
        },
        response: Buffer.from('iVBORw0KGgo=', 'base64'),
        responseHeaders: { 'content-type': 'image/png' },
        result: [{ type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' }],
      },
    ],
    replace_file: {
      arguments: { file_id: 'File-1', content: 'iVBORw0KGgo=' },
      request: {
        method: 'PUT',
        baseUrl: 'https://upload.media.example.com',
        path: '/files/File-1/content',
        body: 'iVBORw0KGgo=',
      },
      response: { id: 'ID-1', name: 'File 1', size: 1 },
    },
    get_transcript: {
      arguments: { file_id: 'File-1' },
      request: {
        method: 'GET',
        path: '/files/File-1/transcript',
        headers: { accept: 'text/plain' },
      },
      response: '{ "text": "of the API" }',
      responseHeaders: { 'content-type': 'text/plain' },
      result: '{ "text": "of the API" }',
    },
    set_note: {
      arguments: { file_id: 'File-1', note: 'Call before noon.' },
      request: {
        method: 'PUT',
        path: '/files/File-1/note',
        headers: { 'content-type': 'text/markdown' },
        body: 'Call before noon.',
      },
      response: { ok: true },
      result: '{"ok":true}',
    },
  },
  resources: {
    preview: {
      uri: 'media://files/a%3Fb%20file_id/preview/a%3Fb%20size',
      baseUrl: 'https://upload.media.example.com',
      path: '/files/a%3Fb%20file_id/preview',
      query: { size: 'a?b size' },
      headers: { accept: 'image/png' },
      response: Buffer.from('iVBORw0KGgo=', 'base64'),
      responseHeaders: { 'content-type': 'image/png' },
      blob: 'iVBORw0KGgo=',
    },
  },
});
