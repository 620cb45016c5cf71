//! The retention periods, with a clock that moves on.

use services::RequestForm;

use crate::city::cities;

#[tokio::test]
async fn what_is_over_goes_once_a_day_and_the_log_says_so() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let admin = city.actor("admin").await;
        services.profile(&admin, rina.person).await.unwrap();
        let form = RequestForm { kind: "correction".into(), text: "Nama saya salah.".into(), understood: false };
        services.ask_about_data(&rina, &form).await.unwrap();
        let id = services.requests(&admin).await.unwrap().open[0].id;
        services.answer_request(&admin, id, "Sudah.").await.unwrap();
        assert!(services.apply_retention().await.unwrap());
        assert!(!services.apply_retention().await.unwrap(), "once a day");
        let essays = |data: &str| data.matches("kind\\\":\\\"essay").count();
        let yusuf = services.roles(&admin, "Yusuf").await.unwrap().found.remove(0).id;
        services.create_account(yusuf, "yusuf", "ampera-demo", false, false).await.unwrap();
        let actor = city.actor("yusuf").await;
        assert_eq!(essays(&services.my_data_file(&actor).await.unwrap()), 1);
        assert!(!services.my_data_file(&actor).await.unwrap().contains("dihapus / erased"));

        city.clock.forward_minutes(6 * 366 * 24 * 60);
        assert!(services.apply_retention().await.unwrap());
        let rina = city.actor("rina").await;
        let request = services.my_data(&rina).await.unwrap().requests.remove(0);
        assert_eq!(
            (request.text.as_str(), request.answer.unwrap().0.as_str()),
            ("(dihapus / erased)", "(dihapus / erased)")
        );
        let actor = city.actor("yusuf").await;
        let data = services.my_data_file(&actor).await.unwrap();
        assert!(data.contains("dihapus / erased") && essays(&data) == 1, "the answer is there, its text is not");
        let stored = services.my_data(&rina).await.unwrap().stored;
        let rows = |table: &str| stored.iter().find(|row| row.table == table).unwrap().rows;
        assert_eq!((rows("session"), rows("profile_access")), (1, 0));
        let looks = services.my_data(&rina).await.unwrap().looks;
        assert_eq!(looks.len(), 1, "the log keeps who looked");
        let admin = city.actor("admin").await;
        let query = services::AuditQuery { action: "retention-applied".into(), ..Default::default() };
        let log = services.audit_log(&admin, query).await.unwrap();
        assert_eq!(log.rows.len(), 2);
        assert!(
            log.rows[0].details.iter().any(|(name, value)| name == "free-answers" && value == "1"),
            "{:?}",
            log.rows
        );
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}
