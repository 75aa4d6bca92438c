import { app, type Session, type WebContents } from 'electron';
import { ORIGIN } from './pages.ts';

/** Something a page was not allowed. */
export type Refused = (what: 'navigation' | 'window' | 'webview' | 'permission' | 'download' | 'certificate' | 'request', subject: string) => void;

/** Own pages are read from the disk; a development server is a second origin that no packaged application knows. */
const ours = (url: string, devOrigin: string | null): boolean => url === ORIGIN || url.startsWith(`${ORIGIN}/`) || (devOrigin !== null && (url === devOrigin || url.startsWith(`${devOrigin}/`)));

function guardContents(contents: WebContents, devOrigin: string | null, refused: Refused): void {
  contents.on('will-frame-navigate', (event) => {   // of the main frame too; our own pages never navigate
    if (devOrigin !== null && event.url.startsWith(`${devOrigin}/`)) return;   // a development server reloads its page
    event.preventDefault();
    refused('navigation', event.url);
  });
  contents.on('will-redirect', (event) => { event.preventDefault(); refused('navigation', event.url); });
  contents.on('will-attach-webview', (event) => { event.preventDefault(); refused('webview', ''); });
  contents.setWindowOpenHandler(({ url }) => { refused('window', url); return { action: 'deny' }; });
}

/** The browser's own answers are no, whoever asks. Nothing is ever opened outside (`openExternal` is not used). */
export function guardApplication(devOrigin: string | null, refused: Refused): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, devOrigin, refused));
  app.on('certificate-error', (event, _contents, url, _error, _certificate, answer) => { event.preventDefault(); refused('certificate', url); answer(false); });
  app.on('select-client-certificate', (event, _contents, url) => { event.preventDefault(); refused('certificate', url); });
  app.on('login', (event) => event.preventDefault());
}

/** What the session of all our windows may do: load our own pages, and nothing else. */
export function guardSession(session: Session, devOrigin: string | null, refused: Refused): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => { refused('permission', permission); answer(false); });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    if (item.getURL().startsWith(`blob:${ORIGIN}/`) && item.getMimeType() === 'image/png') return;   // a picture that a page of ours made of itself: the system asks where to keep it
    event.preventDefault();
    refused('download', item.getURL());
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const dev = devOrigin !== null && (details.url.startsWith('devtools:') || details.url.startsWith(devOrigin.replace(/^http/, 'ws')));
    const own = details.url.startsWith(`blob:${ORIGIN}/`);   // what a page of ours made itself; which page may load it, its policy says
    const allowed = ours(details.url, devOrigin) || details.url.startsWith('data:') || own || dev;
    if (!allowed) refused('request', details.url);
    answer({ cancel: !allowed });
  });
}

/** True for the main frame of one of our own pages: nobody else is listened to. */
export const isOwnFrame = (frame: { readonly origin: string } | null, mainFrame: unknown, devOrigin: string | null): boolean =>
  frame !== null && frame === mainFrame && (frame.origin === ORIGIN || frame.origin === devOrigin);
