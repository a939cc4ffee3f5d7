const GRADES = ['一级', '二级', '三级', '四级', '五级', '六级', '七级', '八级', '九级', '十级'];

/** `10` as 十级. */
export const gradeName = (grade: number): string => GRADES[grade - 1] ?? `${grade}级`;
