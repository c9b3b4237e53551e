import type { ServiceError } from '../protocol';

interface Texts {
  /** What Apps Script puts before the API's own words, which stay English (stackoverflow.com/q/35939262). */
  call: (method: string) => string;
  /** "We're sorry, a server error occurred. Please wait a bit and try again." (stackoverflow.com/q/35077612) */
  server: string;
}

/**
 * Errors as a script sees them whose user does not read English: messages are "usually localized into the user's
 * language" (developers.google.com/apps-script/api/reference/rest/v1/scripts/run, ExecutionError.errorMessage). Google
 * publishes no list of them: what counts here is that a script cannot know their words.
 */
const TEXTS: Readonly<Record<string, Texts>> = {
  es: {
    call: (method) => `La llamada a la API ${method} ha fallado con el error: `,
    server: 'Lo sentimos, se ha producido un error en el servidor. Espera un momento e inténtalo de nuevo.',
  },
  pl: {
    call: (method) => `Wywołanie interfejsu API ${method} nie powiodło się. Błąd: `,
    server: 'Przepraszamy, wystąpił błąd serwera. Poczekaj chwilę i spróbuj ponownie.',
  },
  ru: {
    call: (method) => `Не удалось выполнить вызов API ${method}. Ошибка: `,
    server: 'К сожалению, произошла ошибка сервера. Подождите немного и повторите попытку.',
  },
  th: {
    call: (method) => `การเรียก API ไปยัง ${method} ล้มเหลวโดยมีข้อผิดพลาด: `,
    server: 'ขออภัย เกิดข้อผิดพลาดของเซิร์ฟเวอร์ โปรดรอสักครู่แล้วลองอีกครั้ง',
  },
  'zh-TW': {
    call: (method) => `呼叫 API ${method} 失敗，發生以下錯誤：`,
    server: '很抱歉，發生伺服器錯誤。請稍候片刻，然後再試一次。',
  },
};

/** The commonest failure of Google's, in English. */
const SERVER_ERROR = "We're sorry, a server error occurred. Please wait a bit and try again.";

/** Languages in which errors can come. */
export const ERROR_LANGUAGES: readonly string[] = Object.keys(TEXTS);

/** What Apps Script says of a call of an API that failed. @param language English where there is no text for it */
export function callFailed(method: string, words: string, language?: string): string {
  const before = TEXTS[language ?? '']?.call(method) ?? `API call to ${method} failed with error: `;
  return before + words;
}

/** Google's commonest failure. @param language English where there is no text for it */
export function serverError(language?: string): ServiceError {
  return { name: 'Exception', message: TEXTS[language ?? '']?.server ?? SERVER_ERROR };
}
