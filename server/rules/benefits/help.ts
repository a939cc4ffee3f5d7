/** The field list of `anban rules benefits --help`. */
export const HELP = `
The case: one JSON object. Money is yuan, as a JSON number or a string ("3083.20"); days are YYYY-MM-DD. Every field is
optional; what an item needs and does not find is named under "missing" and the other items are still given.

What happened
  province                  浙江, 浙江省, 山东 … : whose table (subsidies, meals, late application)
  scenario                  G14_1 … G15_3, also "15(1)(3)"; G15_3 has no one-time disability benefit      条例 14, 15
  injury_date               day of the accident, or of the diagnosis of an occupational disease
  insured                   false: the employer pays what the fund would                                  条例 62
  illegal_employment        true: one compensation in place of everything else            非法用工一次性赔偿办法 5, 6

Own wage (本人工资)                                                                                     条例 64
  own_wage                  yuan a month: average contribution wage before the bounds
  contribution_wages        its months instead, at most 12 before the injury, that of the injury excluded:
                            [5000, …] or [{"month": "2026-01", "wage": 5000}, …]; with months they are checked
  area_avg_wage             yuan a month: average wage of the co-ordination area, previous year; bounds 60 % and 300 %,
                            care, funeral. Without it the bounds are not checked (a warning says so)
  bounds_year_rule          year_before_injury | contribution_limit_year: which year area_avg_wage is; only recorded
  original_wage             yuan a month really paid, for stay pay (default: own wage before the bounds)   条例 33

Grade                                                                                                条例 34–37, 45
  grade                     1–10: one_time_disability; 1–6 also disability_pension (ignored after a death)
  earlier_grades            grades of earlier injuries, [9, 10]: Zhejiang pays the subsidies once, at the heaviest
  conclusion_date           day of the assessment conclusion: monthly benefits start the month after
  min_wage                  yuan a month, local minimum wage: floor of the pension; Zhejiang's meals
  can_arrange_work          true | false, grades 5–6: true means no pension. Not given: the pension is not computed
  old_pension               yuan a month, grades 1–4 after retirement: pension_top_up in place of the pension
  care_level                full | large | partial, also 完全 | 大部分 | 部分: living_care; none, also 无: no care

Leaving, grades 5–10                                                              条例 36(2), 37(2), provincial rules
  termination               true, a day, or {"date", "reason"}: medical_subsidy, employment_subsidy. They are also
                            computed where one of the two wages at termination is given; false: they are not,
                            whatever else is given. reason: worker_request |
                            expiry | mutual | employer | retirement (grades 5–6: on the worker's own request only)
  province_avg_wage_at_termination   yuan a month, province, year before the END (浙江)
  area_avg_wage_at_termination       yuan a month, co-ordination area, year before the END (山东, 河北, 河南 …)
  occupational_disease      true: factor of the medical subsidy (山东 1.5, 河南 1.3); scenario G14_4 says it by itself
  years_to_retirement       years, 2.5: taper of the employment subsidy (浙江, 河北, 河南); or
  statutory_retirement_date day, together with termination.date

Death                                                                                                       条例 39
  death                     true, a day, or {"date", "after_stay_period"}: funeral, work_death
  after_stay_period         true: grades 1–4 have no work_death, 5–10 nothing. Needed with grades 1–4
  dependants                dependant_pension: spouse, child, parent, mother, father, grandparent, grandchild, sibling,
                            other, orphan, mother_alone, father_alone, …_alone; or {"relation", "lonely", "orphan"}
  urban_disposable_income   {"2025": 56502}, yuan a year: goes before the table (NBS); the year before the INJURY counts
                                                                                         实施社会保险法若干规定 11
  missing                   true or {"injury_month": "2026-03", "hardship": true}: missing_wage, work_death_prepay
                                                                                                            条例 41
Treatment                                                                                          条例 30, 33, 17(4)
  stay_pay_months           months of stay with pay, at most 24 (12 + 12): stay_pay, the whole sum
  inpatient_days            whole days: hospital_meal, the whole sum
  out_of_area_days          of these, outside the co-ordination area (河北)
  meal_per_day              yuan a day; without it the province's table (浙江 35 % of min_wage ÷ 30, 河北 20 and 35)
  employer_applied, worker_applied, accepted   days: with expenses, who bears the costs when the employer was late
  employer_limit_day        last day for the employer (default: injury + 30 days; give it when moved or extended)
  expenses                  ["2026-03-10", …] or [{"date", "amount"}]: treatment_expenses_employer,
                            treatment_expenses_fund (the days alone: under "costs")
Illegal employment: illegal_employment_compensation, after a death also illegal_employment_funeral
  area_annual_avg_wage      yuan a YEAR, average of the co-ordination area, previous year

The answer: {"items": [{item, name, amount, due, payer, period, formula, explanation, inputs, article, table, …}],
"own_wage_used", "own_wage", "missing": [{input, items, message, hint, code}], "errors", "warnings", "tables"}.
amount: yuan, rounded half up to 0.01; payer: fund | employer; period: once | month | total (one sum for all the months
or days). due false: amount 0, explanation says why. table: {id, version, row, verified}; verified false means that the
row was not read in the law's own text: check it before paying. dependant_pension has each: [{relation, rate, raw,
amount}]; a pension has before_floor and top_up.

Exit codes: 0 everything wanted was computed; 1 an input is missing or a table has no row (the rest is given);
2 malformed case (named under "errors"); 3 the file cannot be read.

Example: echo '{"province":"浙江","grade":10,"own_wage":3083.2}' | npx anban rules benefits`;
