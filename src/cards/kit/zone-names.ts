/** Suggested zones: one for nearly every distance from UTC and for most places where many people live. */
export const SUGGESTED_ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'Africa/Nairobi',
  'America/Anchorage',
  'America/Argentina/Buenos_Aires',
  'America/Bogota',
  'America/Caracas',
  'America/Chicago',
  'America/Denver',
  'America/Guatemala',
  'America/Halifax',
  'America/Havana',
  'America/Lima',
  'America/Los_Angeles',
  'America/Mexico_City',
  'America/Montevideo',
  'America/New_York',
  'America/Phoenix',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Toronto',
  'America/Vancouver',
  'Asia/Almaty',
  'Asia/Bangkok',
  'Asia/Dhaka',
  'Asia/Dubai',
  'Asia/Ho_Chi_Minh',
  'Asia/Hong_Kong',
  'Asia/Jakarta',
  'Asia/Jerusalem',
  'Asia/Karachi',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Kuala_Lumpur',
  'Asia/Manila',
  'Asia/Novosibirsk',
  'Asia/Riyadh',
  'Asia/Seoul',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Taipei',
  'Asia/Tashkent',
  'Asia/Tbilisi',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Asia/Vladivostok',
  'Asia/Yekaterinburg',
  'Atlantic/Azores',
  'Atlantic/Canary',
  'Atlantic/Reykjavik',
  'Australia/Adelaide',
  'Australia/Brisbane',
  'Australia/Melbourne',
  'Australia/Perth',
  'Australia/Sydney',
  'Europe/Amsterdam',
  'Europe/Athens',
  'Europe/Belgrade',
  'Europe/Berlin',
  'Europe/Brussels',
  'Europe/Bucharest',
  'Europe/Budapest',
  'Europe/Copenhagen',
  'Europe/Dublin',
  'Europe/Helsinki',
  'Europe/Istanbul',
  'Europe/Kaliningrad',
  'Europe/Kyiv',
  'Europe/Lisbon',
  'Europe/London',
  'Europe/Madrid',
  'Europe/Minsk',
  'Europe/Moscow',
  'Europe/Oslo',
  'Europe/Paris',
  'Europe/Prague',
  'Europe/Riga',
  'Europe/Rome',
  'Europe/Samara',
  'Europe/Sofia',
  'Europe/Stockholm',
  'Europe/Vienna',
  'Europe/Vilnius',
  'Europe/Warsaw',
  'Europe/Zurich',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'UTC',
];

/**
 * What people call a city in their own language, and large cities whose clock has another city's name, in the languages
 * of this product: lower case, without accents.
 */
const CITIES: Readonly<Record<string, string>> = {
  'Europe/Warsaw':
    'warszawa krakow łodz lodz wrocław wroclaw poznan gdansk szczecin lublin katowice białystok bialystok gdynia варшава 華沙 วอร์ซอ varsovia',
  'Europe/Madrid': 'barcelona sevilla valencia bilbao zaragoza malaga мадрид мадрыт 馬德里 มาดริด madryt',
  'Europe/Moscow':
    'москва moskwa moscu санкт-петербург петербург saint_petersburg казань сочи ростов-на-дону 莫斯科 มอสโก',
  'Europe/Kyiv': 'киев київ kijow kiev львов lwow lviv одесса odessa odesa 基輔 เคียฟ',
  'Europe/Minsk': 'минск minsk 明斯克',
  'Europe/London': 'лондон londyn londres manchester edinburgh birmingham 倫敦 ลอนดอน',
  'Europe/Berlin': 'берлин munich munchen hamburg frankfurt cologne koln berlin monachium 柏林 เบอร์ลิน',
  'Europe/Paris': 'париж paryz lyon marseille 巴黎 ปารีส',
  'Europe/Rome': 'рим rzym roma milan milano mediolan 羅馬 โรม',
  'Europe/Vienna': 'вена wieden wien viena 維也納 เวียนนา',
  'Europe/Prague': 'прага praga praha brno 布拉格 ปราก',
  'Europe/Lisbon': 'лиссабон lizbona lisboa porto 里斯本 ลิสบอน',
  'Europe/Istanbul': 'стамбул stambuł estambul ankara 伊斯坦堡 อิสตันบูล',
  'Europe/Kaliningrad': 'калининград',
  'Europe/Samara': 'самара',
  'Asia/Taipei':
    '台北 臺北 高雄 台中 臺中 台南 臺南 新北 桃園 新竹 台灣 臺灣 kaohsiung taichung tainan taiwan тайбэй tajpej ไทเป taipeh',
  'Asia/Bangkok':
    'กรุงเทพ กรุงเทพฯ กรุงเทพมหานคร เชียงใหม่ ภูเก็ต พัทยา ขอนแก่น ประเทศไทย ไทย chiang_mai phuket pattaya бангкок 曼谷',
  'Asia/Tokyo': '東京 大阪 токио tokio osaka kyoto โตเกียว',
  'Asia/Hong_Kong': '香港 гонконг hongkong ฮ่องกง',
  'Asia/Shanghai': '上海 北京 深圳 廣州 beijing pekin pekín guangzhou shenzhen шанхай пекин เซี่ยงไฮ้ ปักกิ่ง szanghaj',
  'Asia/Singapore': '新加坡 сингапур singapur สิงคโปร์',
  'Asia/Seoul': '首爾 сеул seul โซล',
  'Asia/Yekaterinburg': 'екатеринбург челябинск уфа пермь',
  'Asia/Novosibirsk': 'новосибирск',
  'Asia/Vladivostok': 'владивосток',
  'Asia/Almaty': 'алматы астана astana',
  'Asia/Tbilisi': 'тбилиси',
  'Asia/Dubai': 'дубай dubaj abu_dhabi 杜拜 ดูไบ',
  'America/New_York': 'нью-йорк nowy_jork nueva_york boston miami washington philadelphia atlanta 紐約 นิวยอร์ก',
  'America/Chicago': 'houston dallas austin чикаго 芝加哥 ชิคาโก',
  'America/Los_Angeles': 'san_francisco seattle san_diego las_vegas лос-анджелес 洛杉磯 舊金山 ลอสแอนเจลิส',
  'America/Mexico_City': 'ciudad_de_mexico guadalajara puebla мехико 墨西哥城',
  'America/Bogota': 'medellin cali богота 波哥大',
  'America/Lima': 'лима 利馬',
  'America/Santiago': 'valparaiso сантьяго 聖地牙哥',
  'America/Argentina/Buenos_Aires': 'buenos_aires rosario буэнос-айрес 布宜諾斯艾利斯',
  'America/Caracas': 'maracaibo каракас',
};

/** The zone of a city by its name in one of our languages. */
function zoneOfCity(text: string): string | undefined {
  const name = withoutAccents(text.trim()).replace(/\s+/g, '_');
  return Object.keys(CITIES).find((zone) => CITIES[zone]?.split(' ').some((city) => withoutAccents(city) === name));
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

const REGIONS = ['Europe', 'America', 'Asia', 'Australia', 'Africa', 'Pacific', 'Atlantic', 'Indian'];

/**
 * The IANA zone that a person means: its name in upper or lower case, or a city alone, `Warsaw`, `new york`, `Kraków`.
 *
 * @param isZone whether a name is a zone
 * @returns `null` if there is none
 */
export function zoneMeant(text: string, isZone: (name: string) => boolean): string | null {
  const name = text
    .trim()
    .replace(/\s+/g, '_')
    .toLowerCase()
    // Paris, Los_Angeles, but not Port_of_Spain: zones for which capital letters do not help are tried as they are.
    .replace(/(^|[/_-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  const city = SUGGESTED_ZONES.find((zone) => [zone, zone.split('/').pop()].includes(name));
  const known = city ?? zoneOfCity(text);
  const candidates = [
    ...(known === undefined ? [] : [known]),
    name,
    text.trim(),
    ...REGIONS.map((region) => `${region}/${name}`),
  ];
  return candidates.find((one) => /\/|^UTC$/.test(one) && isZone(one)) ?? null;
}
