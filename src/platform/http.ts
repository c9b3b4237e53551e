import { NoAnswerError, type Http } from '../rooms/tools/http';
import { nameOf } from './service-error';

/**
 * UrlFetchApp; it throws if it cannot reach a server, and answers error codes only when muted
 * [apps-script/reference/url-fetch].
 */
export const fetchUrl: Http = ({ method, url, headers, body, contentType }) => {
  const options: GoogleAppsScript.URL_Fetch.URLFetchRequestOptions = {
    method,
    muteHttpExceptions: true,
    followRedirects: false,
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { payload: body }),
    ...(contentType !== undefined && { contentType }),
  };
  const response = reached(url, options);
  return { status: response.getResponseCode(), body: response.getContentText() };
};

function reached(
  url: string,
  options: GoogleAppsScript.URL_Fetch.URLFetchRequestOptions,
): GoogleAppsScript.URL_Fetch.HTTPResponse {
  try {
    return UrlFetchApp.fetch(url, options);
  } catch (error) {
    // Google's words name the address, which may hold a checksum: the host is enough for the log.
    const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? '';
    throw new NoAnswerError(`${host} could not be reached (${nameOf(error)})`);
  }
}
