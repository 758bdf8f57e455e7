import type { Preset } from '../model/preset.js';

const pages = (sizeParam: string, maxSize: number) => ({
  style: 'cursor',
  cursorParam: 'pageToken',
  nextCursor: 'nextPageToken',
  sizeParam,
  maxSize,
});

const FILE = {
  id: '1BxiMVs0XRA5',
  name: 'Report',
  mimeType: 'application/pdf',
  'modifiedTime?': '2026-02-03T10:00:00.000Z',
  'size?': '5120',
  'webViewLink?': 'https://drive.google.com/file/d/1BxiMVs0XRA5/view',
};
/** Without it, Drive sends the first three. */
const FILE_FIELDS = Object.keys(FILE).join().replaceAll('?', '');

/** Whole days have a date, others a date-time. */
const TIME = { 'date?': '2026-02-03', 'dateTime?': '2026-02-03T10:00:00+01:00' };
/** Of a cancelled one, there may be no more than its ID and status. */
const EVENT = {
  id: '7kuj2j9cnq',
  status: 'confirmed',
  'summary?': 'Planning',
  'location?': 'Room 2',
  'htmlLink?': 'https://www.google.com/calendar/event?eid=7kuj2j9cnq',
  'start?': TIME,
  'end?': TIME,
  'organizer?': { 'email?': 'ann@example.com' },
  'attendees?': [{ 'email?': 'bob@example.com', 'responseStatus?': 'accepted' }],
};

export default {
  displayName: 'Google',
  baseUrl: 'https://www.googleapis.com',
  settings: {
    issuer: 'https://accounts.google.com',
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revocationUrl: 'https://oauth2.googleapis.com/revoke',
    clientAuthentication: 'post',
    // Without both there is a refresh token at the first consent only, and a second sign-in cannot be renewed.
    authorizationParams: {
      access_type: 'offline',
      prompt: 'consent',
    },
  },
  exampleScopes: ['https://www.googleapis.com/auth/drive.metadata.readonly'],
  loopback: '127.0.0.1',
  register: {
    url: 'https://console.cloud.google.com/apis/credentials',
    notes: [
      'A client of type "Desktop app" allows any loopback port; its secret is not confidential. "Web application" requires the exact redirect URI.',
      'While the consent screen is in "Testing", refresh tokens end after 7 days.',
      'Users can deselect scopes on the consent screen; an account keeps 100 refresh tokens of one client.',
    ],
  },
  sources: {
    endpoints: 'https://developers.google.com/identity/protocols/oauth2/native-app',
    offline: 'https://developers.google.com/identity/protocols/oauth2/web-server#offline',
    expiry: 'https://developers.google.com/identity/protocols/oauth2#expiration',
  },
  starter: [
    {
      tool: 'list_files: Files in Google Drive that match a query.',
      request: 'GET /drive/v3/files',
      params: [
        'q:string Query, such as "name contains \'report\'".',
        'orderBy:string Order, such as "modifiedTime desc".',
        `fields=="nextPageToken,files(${FILE_FIELDS})"`,
      ],
      list: { key: 'files', pages: { ...pages('pageSize', 1000), items: 'files' } },
      answer: FILE,
      scopes: ['https://www.googleapis.com/auth/drive.metadata.readonly'],
    },
    {
      tool: 'get_file: Metadata of a file in Google Drive.',
      request: 'GET /drive/v3/files/{fileId}',
      params: ['fileId:string! ID of the file.', `fields=="${FILE_FIELDS}"`],
      answer: FILE,
      scopes: ['https://www.googleapis.com/auth/drive.metadata.readonly'],
    },
    {
      tool: 'export_file: A Google document as text.',
      request: 'GET /drive/v3/files/{fileId}/export',
      params: [
        'fileId:string! ID of the document.',
        'mimeType:text/plain|text/csv|text/html! Format.',
      ],
      scopes: ['https://www.googleapis.com/auth/drive.readonly'],
      response: 'text',
    },
    {
      tool: 'list_calendars: Calendars of the signed-in user.',
      request: 'GET /calendar/v3/users/me/calendarList',
      list: { key: 'calendars', pages: { ...pages('maxResults', 250), items: 'items' } },
      answer: {
        id: 'ann@example.com',
        summary: 'Ann Lee',
        'description?': 'Appointments.',
        'timeZone?': 'Europe/Berlin',
        accessRole: 'owner',
        'primary?': true,
      },
      scopes: ['https://www.googleapis.com/auth/calendar.readonly'],
    },
    {
      tool: 'list_events: Events of a calendar.',
      request: 'GET /calendar/v3/calendars/{calendarId}/events',
      params: [
        'calendarId:string! ID of the calendar; "primary" is the user’s calendar.',
        'timeMin:date-time Only events that end after it.',
        'timeMax:date-time Only events that start before it.',
        'q:string Only events with these words.',
        'singleEvents:boolean=true Recurring events one by one.',
      ],
      list: { key: 'events', pages: { ...pages('maxResults', 2500), items: 'items' } },
      answer: EVENT,
      scopes: ['https://www.googleapis.com/auth/calendar.readonly'],
    },
    {
      tool: 'get_event: One event of a calendar.',
      request: 'GET /calendar/v3/calendars/{calendarId}/events/{eventId}',
      params: ['calendarId:string! ID of the calendar.', 'eventId:string! ID of the event.'],
      answer: { ...EVENT, 'description?': 'Agenda follows.' },
      scopes: ['https://www.googleapis.com/auth/calendar.readonly'],
    },
    {
      tool: 'rename_file: Gives a file in Google Drive another name.',
      request: 'PATCH /drive/v3/files/{fileId}',
      params: ['fileId:string! ID of the file.', 'name:string! New name.'],
      answer: { id: '1BxiMVs0XRA5', name: 'Report', mimeType: 'application/pdf' },
      scopes: ['https://www.googleapis.com/auth/drive'],
    },
    {
      tool: 'delete_event: Removes an event from a calendar.',
      request: 'DELETE /calendar/v3/calendars/{calendarId}/events/{eventId}',
      params: ['calendarId:string! ID of the calendar.', 'eventId:string! ID of the event.'],
      scopes: ['https://www.googleapis.com/auth/calendar.events'],
    },
  ],
} satisfies Preset;
